package dev.levee.sync.model;

import java.util.regex.Pattern;

/** The name of one side of a failover group, as in the configuration. */
public record RegionName(String value) implements Comparable<RegionName> {
  private static final Pattern VALID = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9._-]{0,62}");

  /** Checks the name's characters. */
  public RegionName {
    if (!VALID.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "'" + value + "' is no region name: 1 to 63 letters, digits, '.', '_' or '-'");
    }
  }

  @Override
  public int compareTo(RegionName other) {
    return value.compareTo(other.value);
  }

  /** Written out: what Java makes of a record is bound when it is first called, in every start. */
  @Override
  public boolean equals(Object other) {
    return other instanceof RegionName name && value.equals(name.value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public String toString() {
    return value;
  }
}
