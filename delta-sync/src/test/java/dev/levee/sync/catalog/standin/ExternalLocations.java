package dev.levee.sync.catalog.standin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** External locations, each with the credential it uses. */
final class ExternalLocations {
  private final Securables securables;
  private final MetastoreState state;

  ExternalLocations(Securables securables) {
    this.securables = securables;
    state = securables.state();
  }

  Answer create(Call call) {
    Securable location =
        securables.drafted(call, SecurableKind.EXTERNAL_LOCATION, state.metastore());
    call.required("url");
    call.required("credential_name");
    set(call, location);
    securables.store(call, location);
    return Answer.json(shown(location.info()));
  }

  Answer read(Call call) {
    return securables.read(call, SecurableKind.EXTERNAL_LOCATION, this::shown);
  }

  Answer list(Call call) {
    return securables.list(call, SecurableKind.EXTERNAL_LOCATION, state.metastore(), this::shown);
  }

  /** One whose credential was dropped by force can be neither read nor dropped. */
  Answer drop(Call call) {
    state
        .find(SecurableKind.EXTERNAL_LOCATION, call.parameter("name"))
        .ifPresent(location -> shown(location.info()));
    return securables.drop(call, SecurableKind.EXTERNAL_LOCATION);
  }

  /** Takes the URL, the credential, the comment and the new name; ignores the owner. */
  Answer patch(Call call) {
    Securable location = securables.changing(call, SecurableKind.EXTERNAL_LOCATION);
    securables.rename(call, location);
    set(call, location);
    securables.touch(call, location);
    return Answer.json(shown(location.info()));
  }

  private void set(Call call, Securable location) {
    Optional<String> url = call.text("url").map(StorageLocations::external);
    if (url.isPresent()) {
      checkOverlap(location, url.get());
      location.attributes().put("url", url.get());
    }
    Optional<String> credential = call.text("credential_name");
    if (credential.isPresent()) {
      location
          .attributes()
          .put(
              "credential_id",
              securables.existing(SecurableKind.CREDENTIAL, credential.get()).id());
    }
    Securables.setComment(call, location, ColumnLimits.DEFAULT);
  }

  private void checkOverlap(Securable location, String url) {
    for (Securable other : state.externalLocations()) {
      String taken = other.text("url").orElseThrow();
      if (other != location
          && (StorageLocations.isWithin(url, taken) || StorageLocations.isWithin(taken, url))) {
        throw Refused.invalid("Path overlaps with external location " + other.name());
      }
    }
  }

  private ObjectNode shown(ObjectNode info) {
    Securable credential =
        state
            .byId(info.path("credential_id").asText())
            .orElseThrow(() -> Refused.internal("NullPointerException: credential"));
    return info.put("credential_name", credential.name());
  }
}
