package dev.levee.sync.log.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.delta.kernel.data.ColumnVector;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ForwardingVectorTest {
  /** Delta Kernel's default methods throw: one that is forgotten is found only by its first use. */
  @Test
  void everyMethodOfAColumnAsksTheOtherColumn() throws ReflectiveOperationException {
    List<String> asked = new ArrayList<>();
    ColumnVector column =
        (ColumnVector)
            Proxy.newProxyInstance(
                ColumnVector.class.getClassLoader(),
                new Class<?>[] {ColumnVector.class},
                (proxy, method, arguments) -> {
                  asked.add(method.getName() + (arguments == null ? "" : arguments[0]));
                  return answer(method.getReturnType());
                });
    ForwardingVector forwarding = new ForwardingVector(column) {};
    List<String> called = new ArrayList<>();
    for (Method method : ColumnVector.class.getMethods()) {
      Object[] arguments = method.getParameterCount() == 0 ? new Object[0] : new Object[] {7};
      called.add(method.getName() + (arguments.length == 0 ? "" : arguments[0]));
      assertThat(method.invoke(forwarding, arguments)).isEqualTo(answer(method.getReturnType()));
    }
    assertThat(asked).isEqualTo(called).hasSizeGreaterThan(15);
  }

  private static Object answer(Class<?> type) {
    if (type == boolean.class) {
      return true;
    } else if (type == byte.class) {
      return (byte) 1;
    } else if (type == short.class) {
      return (short) 2;
    } else if (type == int.class) {
      return 3;
    } else if (type == long.class) {
      return 4L;
    } else if (type == float.class) {
      return 5f;
    } else if (type == double.class) {
      return 6d;
    }
    return null;
  }
}
