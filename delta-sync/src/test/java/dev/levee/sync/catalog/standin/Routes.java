package dev.levee.sync.catalog.standin;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What answers which path. */
final class Routes {
  private record Route(String method, List<String> elements, Function<Call, Answer> handler) {
    Optional<Map<String, String>> match(List<String> path) {
      if (path.size() != elements.size()) {
        return Optional.empty();
      }
      Map<String, String> parameters = new LinkedHashMap<>();
      for (int i = 0; i < path.size(); i++) {
        String element = elements.get(i);
        if (element.startsWith("{")) {
          parameters.put(element.substring(1, element.length() - 1), path.get(i));
        } else if (!element.equals(path.get(i))) {
          return Optional.empty();
        }
      }
      return Optional.of(parameters);
    }
  }

  private final List<Route> routes = new ArrayList<>();

  /**
   * Another route.
   *
   * @param path elements in braces stand for any
   */
  Routes on(String method, String path, Function<Call, Answer> handler) {
    routes.add(new Route(method, List.of(path.split("/", -1)), handler));
    return this;
  }

  /**
   * The answer to a request; empty where there is no such path.
   *
   * @param path its elements
   */
  Optional<Answer> answer(
      String method, List<String> path, Map<String, String> query, Function<Visitor, Answer> run) {
    boolean known = false;
    for (Route route : routes) {
      Optional<Map<String, String>> parameters = route.match(path);
      if (parameters.isPresent() && route.method().equals(method)) {
        Visitor visitor =
            (body, user) -> route.handler().apply(new Call(parameters.get(), query, body, user));
        return Optional.of(run.apply(visitor));
      }
      known |= parameters.isPresent();
    }
    return known ? Optional.of(Answer.plain(405, "405 Method Not Allowed")) : Optional.empty();
  }

  /** A handler whose path and query are known. */
  @FunctionalInterface
  interface Visitor {
    Answer answer(JsonNode body, Optional<User> user);
  }
}
