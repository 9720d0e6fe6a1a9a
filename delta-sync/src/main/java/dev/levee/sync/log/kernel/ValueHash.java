package dev.levee.sync.log.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.delta.kernel.data.ArrayValue;
import io.delta.kernel.data.ColumnVector;
import io.delta.kernel.data.MapValue;
import io.delta.kernel.types.ArrayType;
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
import io.delta.kernel.types.MapType;
import io.delta.kernel.types.ShortType;
import io.delta.kernel.types.StringType;
import io.delta.kernel.types.StructType;
import io.delta.kernel.types.TimestampNTZType;
import io.delta.kernel.types.TimestampType;

/** Hashes values of any Delta type. The same value has the same hash in every process. */
final class ValueHash {
  private static final long NULL = 0x9E3779B97F4A7C15L;

  private ValueHash() {}

  static long of(ColumnVector column, int row) {
    if (column.isNullAt(row)) {
      return NULL;
    }
    DataType type = column.getDataType();
    if (type instanceof StructType struct) {
      return ofStruct(column, row, struct.length());
    } else if (type instanceof ArrayType) {
      return ofArray(column.getArray(row));
    } else if (type instanceof MapType) {
      return ofMap(column.getMap(row));
    }
    return ofScalar(column, row, type);
  }

  private static long ofScalar(ColumnVector column, int row, DataType type) {
    if (type instanceof StringType) {
      return ofBytes(column.getString(row).getBytes(UTF_8));
    } else if (type instanceof BinaryType) {
      return ofBytes(column.getBinary(row));
    } else if (type instanceof DecimalType) {
      return ofBytes(column.getDecimal(row).toPlainString().getBytes(UTF_8));
    } else if (type instanceof BooleanType) {
      return mixed(column.getBoolean(row) ? 1 : 2);
    }
    return mixed(numberOf(column, row, type));
  }

  private static long numberOf(ColumnVector column, int row, DataType type) {
    if (type instanceof LongType
        || type instanceof TimestampType
        || type instanceof TimestampNTZType) {
      return column.getLong(row);
    } else if (type instanceof IntegerType || type instanceof DateType) {
      return column.getInt(row);
    } else if (type instanceof ShortType) {
      return column.getShort(row);
    } else if (type instanceof ByteType) {
      return column.getByte(row);
    } else if (type instanceof DoubleType) {
      return Double.doubleToLongBits(column.getDouble(row));
    } else if (type instanceof FloatType) {
      return Float.floatToIntBits(column.getFloat(row));
    }
    throw new UnsupportedOperationException("rows of type " + type + " cannot be compared");
  }

  private static long ofStruct(ColumnVector column, int row, int fields) {
    long hash = fields;
    for (int field = 0; field < fields; field++) {
      hash = mixed(hash ^ of(column.getChild(field), row));
    }
    return hash;
  }

  private static long ofArray(ArrayValue array) {
    long hash = array.getSize();
    for (int i = 0; i < array.getSize(); i++) {
      hash = mixed(hash ^ of(array.getElements(), i));
    }
    return mixed(hash);
  }

  /** A map has no order. */
  private static long ofMap(MapValue map) {
    long hash = map.getSize();
    for (int i = 0; i < map.getSize(); i++) {
      hash += mixed(mixed(of(map.getKeys(), i)) ^ of(map.getValues(), i));
    }
    return mixed(hash);
  }

  private static long ofBytes(byte[] bytes) {
    long hash = bytes.length;
    for (byte b : bytes) {
      hash = (hash ^ (b & 0xFF)) * 0x100000001B3L;
    }
    return mixed(hash);
  }

  /** The finishing step of SplitMix64: every bit of the input changes half of the output's. */
  static long mixed(long value) {
    long z = value + NULL;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
