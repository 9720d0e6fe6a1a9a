package dev.levee.sync.catalog.standin;

import java.util.regex.Pattern;

/** What may be a name. Its case matters. */
final class Names {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_@-]{1,255}");

  private Names() {}

  static String checked(String name) {
    if (name.isEmpty()) {
      throw Refused.invalid("Name cannot be empty");
    }
    if (!NAME.matcher(name).matches()) {
      throw Refused.invalid(
          "Name cannot contain other characters than letters, digits, '_', '-' and '@', and at most"
              + " 255 of them: "
              + name);
    }
    return name;
  }
}
