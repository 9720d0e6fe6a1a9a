package dev.levee.sync.catalog.standin;

import com.fasterxml.jackson.databind.JsonNode;

/** How long values may be. The server does not check: its database does, with an internal error. */
final class ColumnLimits {
  static final int DEFAULT = 255;
  static final int LOCATION = 2048;
  static final int COMMENT = 65_535;

  private ColumnLimits() {}

  static void check(JsonNode value, int limit) {
    if (value.isTextual() && value.textValue().length() > limit) {
      throw Refused.internal(
          "Value too long for column \"VALUE CHARACTER VARYING(" + limit + ")\"");
    }
  }

  static void checkProperties(JsonNode properties) {
    properties
        .properties()
        .forEach(
            property -> {
              if (property.getValue().isNull()) {
                throw Refused.internal("NULL not allowed for column \"PROPERTY_VALUE\"");
              }
              check(property.getValue(), DEFAULT);
              if (property.getKey().length() > DEFAULT) {
                throw Refused.internal(
                    "Value too long for column \"PROPERTY_KEY CHARACTER VARYING(255)\"");
              }
            });
  }
}
