package dev.levee.sync.catalog;

import static java.util.Objects.requireNonNull;

import java.util.OptionalInt;

/**
 * One column of a table or view. Two columns are compared by {@link #canonical}: servers lower-case
 * {@code typeText} and do not look at {@code typeName}, so neither counts.
 *
 * @param name its name
 * @param type its type as canonical JSON in the Delta protocol's schema serialisation: {@code
 *     "long"}, {@code {"elementType":…}}
 * @param metadata the field's metadata as canonical JSON, without its comment; empty for none
 * @param nullable whether it may be null
 * @param comment what people say about it; empty for nothing
 * @param partitionIndex its place among the partitioning columns
 * @param typeText the type as SQL text
 * @param typeName the type's name, such as {@code LONG}
 */
public record Column(
    String name,
    String type,
    String metadata,
    boolean nullable,
    String comment,
    OptionalInt partitionIndex,
    String typeText,
    String typeName) {
  /** Checks that nothing is null. */
  public Column {
    requireNonNull(name, "name");
    requireNonNull(type, "type");
    requireNonNull(metadata, "metadata");
    requireNonNull(comment, "comment");
    requireNonNull(partitionIndex, "partitionIndex");
    requireNonNull(typeText, "typeText");
    requireNonNull(typeName, "typeName");
  }

  /** One text for one meaning. */
  public String canonical() {
    return String.join(
        " ",
        name,
        type,
        metadata,
        Boolean.toString(nullable),
        partitionIndex.toString(),
        CanonicalText.quoted(comment));
  }
}
