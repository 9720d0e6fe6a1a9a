package dev.levee.sync.log.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.delta.kernel.data.ColumnVector;
import io.delta.kernel.types.BinaryType;
import io.delta.kernel.types.BooleanType;
import io.delta.kernel.types.ByteType;
import io.delta.kernel.types.DataType;
import io.delta.kernel.types.DateType;
import io.delta.kernel.types.DecimalType;
import io.delta.kernel.types.DoubleType;
import io.delta.kernel.types.FloatType;
import io.delta.kernel.types.IntegerType;
import io.delta.kernel.types.LongType;
import io.delta.kernel.types.ShortType;
import io.delta.kernel.types.StringType;
import io.delta.kernel.types.TimestampNTZType;
import io.delta.kernel.types.TimestampType;
import io.delta.kernel.types.VariantType;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

/** Values of every type that Delta has: other values, other hashes. */
class ValueHashTest {
  /** A column of one type. */
  private record Values(DataType type, List<?> values) implements ColumnVector {
    @Override
    public DataType getDataType() {
      return type;
    }

    @Override
    public int getSize() {
      return values.size();
    }

    @Override
    public void close() {}

    @Override
    public boolean isNullAt(int row) {
      return values.get(row).equals("null");
    }

    @Override
    public boolean getBoolean(int row) {
      return (Boolean) values.get(row);
    }

    @Override
    public byte getByte(int row) {
      return (Byte) values.get(row);
    }

    @Override
    public short getShort(int row) {
      return (Short) values.get(row);
    }

    @Override
    public int getInt(int row) {
      return (Integer) values.get(row);
    }

    @Override
    public long getLong(int row) {
      return (Long) values.get(row);
    }

    @Override
    public float getFloat(int row) {
      return (Float) values.get(row);
    }

    @Override
    public double getDouble(int row) {
      return (Double) values.get(row);
    }

    @Override
    public byte[] getBinary(int row) {
      return ((String) values.get(row)).getBytes(UTF_8);
    }

    @Override
    public String getString(int row) {
      return (String) values.get(row);
    }

    @Override
    public BigDecimal getDecimal(int row) {
      return (BigDecimal) values.get(row);
    }
  }

  private static void differ(DataType type, Object one, Object other) {
    BiFunction<Object, Object, Values> column = (a, b) -> new Values(type, List.of(a, b, "null"));
    Values values = column.apply(one, other);
    assertThat(List.of(ValueHash.of(values, 0), ValueHash.of(values, 1), ValueHash.of(values, 2)))
        .as(type.toString())
        .doesNotHaveDuplicates();
    assertThat(ValueHash.of(values, 0)).isEqualTo(ValueHash.of(column.apply(other, one), 1));
  }

  @Test
  void otherValuesHaveOtherHashesAndTheSameOnesTheSame() {
    differ(BooleanType.BOOLEAN, true, false);
    differ(ByteType.BYTE, (byte) 1, (byte) -1);
    differ(ShortType.SHORT, (short) 1, (short) 257);
    differ(IntegerType.INTEGER, 1, 65537);
    differ(DateType.DATE, 1, 2);
    differ(LongType.LONG, 1L, 1L + (1L << 32));
    differ(TimestampType.TIMESTAMP, 1L, 2L);
    differ(TimestampNTZType.TIMESTAMP_NTZ, 1L, 2L);
    differ(FloatType.FLOAT, 0.5f, 0.75f);
    differ(DoubleType.DOUBLE, 0.5, 0.75);
    differ(StringType.STRING, "ab", "ba");
    differ(BinaryType.BINARY, "ab", "ba");
    differ(new DecimalType(10, 2), new BigDecimal("1.10"), new BigDecimal("1.11"));
  }

  @Test
  void aTypeThatIsNotKnownIsNotPassedOver() {
    assertThatThrownBy(() -> ValueHash.of(new Values(VariantType.VARIANT, List.of(1)), 0))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("cannot be compared");
  }
}
