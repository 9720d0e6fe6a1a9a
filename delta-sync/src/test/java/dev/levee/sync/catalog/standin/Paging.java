package dev.levee.sync.catalog.standin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.function.Function;

/**
 * Pages of a list. The token is the last name of the page; a full page has one even if nothing
 * follows; what the caller may not see is taken out of a page after it was cut, so that a page can
 * be empty and still have a token.
 */
final class Paging {
  private static final int MAXIMUM = 100;

  private Paging() {}

  /**
   * One page.
   *
   * @param rendered a row, or nothing where the caller may not see it
   */
  static Answer page(
      Call call,
      SecurableKind kind,
      NavigableMap<String, Securable> all,
      Function<Securable, Optional<ObjectNode>> rendered) {
    int size = size(call);
    List<Securable> page =
        all.tailMap(call.query().getOrDefault("page_token", ""), false).values().stream()
            .limit(size)
            .toList();
    ArrayNode rows = JsonNodeFactory.instance.arrayNode();
    page.stream().map(rendered).flatMap(Optional::stream).forEach(rows::add);
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.set(kind.listField(), rows);
    answer.put("next_page_token", page.size() < size ? null : page.get(size - 1).name());
    return Answer.json(answer);
  }

  private static int size(Call call) {
    String wanted = call.query().getOrDefault("max_results", "0");
    try {
      int size = Integer.parseInt(wanted);
      if (size < 0) {
        throw Refused.invalid("maxResults must be greater than or equal to 0");
      }
      return size == 0 ? MAXIMUM : Math.min(size, MAXIMUM);
    } catch (NumberFormatException e) {
      throw Refused.invalid("Not a number: max_results=" + wanted);
    }
  }
}
