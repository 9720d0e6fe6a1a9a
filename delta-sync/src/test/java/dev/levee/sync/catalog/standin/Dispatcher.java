package dev.levee.sync.catalog.standin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds out who asks what, and answers; one request at a time. */
final class Dispatcher {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String BEARER = "Bearer ";

  private final MetastoreState state;
  private final boolean authorization;
  private final Routes routes;

  Dispatcher(MetastoreState state, boolean authorization) {
    this.state = state;
    this.authorization = authorization;
    routes = Endpoints.of(state, new Access(state, authorization));
  }

  /**
   * A request as it came.
   *
   * @param path its elements; of the root, one empty one
   * @param credentials the header that says who asks
   */
  record Incoming(
      String method,
      List<String> path,
      Map<String, String> query,
      Optional<String> credentials,
      String body) {}

  Answer answer(Incoming incoming) {
    synchronized (state) {
      try {
        return answered(incoming);
      } catch (Refused e) {
        boolean delta = incoming.path().containsAll(List.of("delta", "v1"));
        return delta ? Answer.ofDelta(e) : Answer.of(e);
      } catch (RuntimeException e) {
        return Answer.of(Refused.internal("The stand-in itself failed: " + e));
      }
    }
  }

  private Answer answered(Incoming incoming) {
    if (incoming.path().equals(List.of("", ""))) {
      return Answer.plain(200, "Hello, Unity Catalog!");
    }
    Optional<User> user = authorization ? Optional.of(user(incoming)) : Optional.empty();
    return routes
        .answer(
            incoming.method(),
            incoming.path(),
            incoming.query(),
            visitor -> visitor.answer(json(incoming.body()), user))
        .orElseGet(this::noSuchPath);
  }

  /** With authorization on, the server trips over what it does not know. */
  private Answer noSuchPath() {
    return authorization
        ? Answer.of(Refused.internal("Couldn't unwrap service."))
        : Answer.plain(404, "404 Not Found");
  }

  private User user(Incoming incoming) {
    return incoming
        .credentials()
        .filter(credentials -> credentials.startsWith(BEARER))
        .flatMap(credentials -> state.userByToken(credentials.substring(BEARER.length())))
        .orElseThrow(
            () ->
                new Refused(
                    ErrorCode.UNAUTHENTICATED,
                    incoming.credentials().isPresent()
                        ? "Invalid access token."
                        : "No authorization found."));
  }

  private static JsonNode json(String body) {
    if (body.isEmpty()) {
      return MissingNode.getInstance();
    }
    try {
      return MAPPER.readTree(body);
    } catch (JsonProcessingException e) {
      throw Refused.invalid("The body is not JSON: " + e.getOriginalMessage());
    }
  }
}
