package dev.levee.sync.simulation;

import static net.bytebuddy.matcher.ElementMatchers.named;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.implementation.MethodDelegation;
import net.bytebuddy.implementation.bind.annotation.Morph;
import net.bytebuddy.pool.TypePool;

/**
 * Levee once more, with some of its methods replaced: loads all of its classes anew, tests
 * included, and everything else from where it is.
 */
final class AlteredEngine extends ClassLoader {
  private static final String OURS = "dev.levee.sync.";

  private final Map<String, byte[]> altered = new HashMap<>();

  /**
   * Levee with these alterations.
   *
   * @throws IllegalArgumentException when there is no such method any more
   */
  AlteredEngine(List<Alteration> alterations) {
    super(AlteredEngine.class.getClassLoader());
    alterations.forEach(this::alter);
  }

  /**
   * A method that does something else.
   *
   * @param type its class, below {@code dev.levee.sync}
   * @param method its name
   * @param replacement the method of {@link Faults} that takes its place
   */
  record Alteration(String type, String method, String replacement) {}

  private void alter(Alteration alteration) {
    ClassFileLocator files = ClassFileLocator.ForClassLoader.of(getParent());
    TypePool types = TypePool.Default.of(files);
    TypeDescription type = types.describe(OURS + alteration.type()).resolve();
    if (type.getDeclaredMethods().filter(named(alteration.method())).isEmpty()) {
      throw new IllegalArgumentException("there is no " + alteration + " to alter");
    }
    DynamicType.Unloaded<?> made =
        new ByteBuddy()
            .rebase(type, files)
            .method(named(alteration.method()))
            .intercept(
                MethodDelegation.withDefaultConfiguration()
                    .withBinders(Morph.Binder.install(Faults.Original.class))
                    .filter(named(alteration.replacement()))
                    .to(Faults.class))
            .make();
    made.getAllTypes().forEach((description, bytes) -> altered.put(description.getName(), bytes));
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!name.startsWith(OURS)) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> known = findLoadedClass(name);
      return known != null ? known : findClass(name);
    }
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    byte[] bytes = altered.containsKey(name) ? altered.get(name) : stored(name);
    return defineClass(name, bytes, 0, bytes.length);
  }

  private byte[] stored(String name) throws ClassNotFoundException {
    try (InputStream bytes = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
      if (bytes == null) {
        throw new ClassNotFoundException(name);
      }
      return bytes.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
