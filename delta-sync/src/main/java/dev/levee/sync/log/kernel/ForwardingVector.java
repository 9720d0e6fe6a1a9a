package dev.levee.sync.log.kernel;

import io.delta.kernel.data.ArrayValue;
import io.delta.kernel.data.ColumnVector;
import io.delta.kernel.data.MapValue;
import io.delta.kernel.types.DataType;
import java.math.BigDecimal;

/** A column that is another one, but for what a subclass says. */
abstract class ForwardingVector implements ColumnVector {
  private final ColumnVector column;

  ForwardingVector(ColumnVector column) {
    this.column = column;
  }

  @Override
  public DataType getDataType() {
    return column.getDataType();
  }

  @Override
  public int getSize() {
    return column.getSize();
  }

  @Override
  public void close() {
    column.close();
  }

  @Override
  public boolean isNullAt(int row) {
    return column.isNullAt(row);
  }

  @Override
  public boolean getBoolean(int row) {
    return column.getBoolean(row);
  }

  @Override
  public byte getByte(int row) {
    return column.getByte(row);
  }

  @Override
  public short getShort(int row) {
    return column.getShort(row);
  }

  @Override
  public int getInt(int row) {
    return column.getInt(row);
  }

  @Override
  public long getLong(int row) {
    return column.getLong(row);
  }

  @Override
  public float getFloat(int row) {
    return column.getFloat(row);
  }

  @Override
  public double getDouble(int row) {
    return column.getDouble(row);
  }

  @Override
  public byte[] getBinary(int row) {
    return column.getBinary(row);
  }

  @Override
  public String getString(int row) {
    return column.getString(row);
  }

  @Override
  public BigDecimal getDecimal(int row) {
    return column.getDecimal(row);
  }

  @Override
  public MapValue getMap(int row) {
    return column.getMap(row);
  }

  @Override
  public ArrayValue getArray(int row) {
    return column.getArray(row);
  }

  @Override
  public ColumnVector getChild(int ordinal) {
    return column.getChild(ordinal);
  }
}
