package dev.levee.sync.log.kernel;

import dev.levee.sync.log.DeletionVector;
import io.delta.kernel.data.ColumnVector;
import io.delta.kernel.data.ColumnarBatch;
import io.delta.kernel.data.FilteredColumnarBatch;
import io.delta.kernel.internal.actions.SingleAction;
import io.delta.kernel.types.StructType;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** The actions of a checkpoint with other paths: those of files and of their deletion vectors. */
final class RewrittenActions implements ColumnarBatch {
  private static final Set<Integer> FILE_ACTIONS =
      Set.of(SingleAction.ADD_FILE_ORDINAL, SingleAction.REMOVE_FILE_ORDINAL);

  private final ColumnarBatch actions;
  private final UnaryOperator<String> paths;

  private RewrittenActions(ColumnarBatch actions, UnaryOperator<String> paths) {
    this.actions = actions;
    this.paths = paths;
  }

  static FilteredColumnarBatch of(FilteredColumnarBatch actions, UnaryOperator<String> paths) {
    return new FilteredColumnarBatch(
        new RewrittenActions(actions.getData(), paths), actions.getSelectionVector());
  }

  /** Whether one of these actions names a path of this kind. */
  static boolean anyPath(ColumnarBatch actions, Predicate<String> kind) {
    boolean[] found = {false};
    ColumnarBatch looked =
        new RewrittenActions(
            actions,
            path -> {
              found[0] |= kind.test(path);
              return path;
            });
    for (int action : FILE_ACTIONS) {
      ColumnVector files = looked.getColumnVector(action);
      ColumnVector paths = StateActions.child(files, "path");
      ColumnVector vectors = StateActions.child(files, "deletionVector");
      ColumnVector vectorPaths = StateActions.child(vectors, "pathOrInlineDv");
      for (int row = 0; row < actions.getSize(); row++) {
        if (!files.isNullAt(row)) {
          String unused = paths.getString(row);
          unused = vectors.isNullAt(row) ? "" : vectorPaths.getString(row);
        }
      }
    }
    return found[0];
  }

  @Override
  public StructType getSchema() {
    return actions.getSchema();
  }

  @Override
  public int getSize() {
    return actions.getSize();
  }

  @Override
  public ColumnVector getColumnVector(int ordinal) {
    ColumnVector column = actions.getColumnVector(ordinal);
    return FILE_ACTIONS.contains(ordinal) ? new Files(column) : column;
  }

  private static String name(ColumnVector struct, int ordinal) {
    return ((StructType) struct.getDataType()).at(ordinal).getName();
  }

  private final class Files extends ForwardingVector {
    Files(ColumnVector files) {
      super(files);
    }

    @Override
    public ColumnVector getChild(int ordinal) {
      ColumnVector child = super.getChild(ordinal);
      return switch (name(this, ordinal)) {
        case "path" -> new Paths(child, row -> true);
        case "deletionVector" -> new Vectors(child);
        default -> child;
      };
    }
  }

  private final class Vectors extends ForwardingVector {
    Vectors(ColumnVector vectors) {
      super(vectors);
    }

    @Override
    public ColumnVector getChild(int ordinal) {
      ColumnVector child = super.getChild(ordinal);
      if (!name(this, ordinal).equals("pathOrInlineDv")) {
        return child;
      }
      int storageType = ((StructType) getDataType()).indexOf("storageType");
      ColumnVector types = super.getChild(storageType);
      return new Paths(child, row -> types.getString(row).equals(DeletionVector.ABSOLUTE));
    }
  }

  private final class Paths extends ForwardingVector {
    private final IntPredicate isPath;

    Paths(ColumnVector texts, IntPredicate isPath) {
      super(texts);
      this.isPath = isPath;
    }

    @Override
    public String getString(int row) {
      String text = super.getString(row);
      return isPath.test(row) ? paths.apply(text) : text;
    }
  }
}
