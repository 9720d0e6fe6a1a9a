package dev.levee.sync.catalog.standin;

/** Storage credentials: roles of AWS only. */
final class Credentials {
  private static final String ROLE = "aws_iam_role";

  private final Securables securables;
  private final MetastoreState state;

  Credentials(Securables securables) {
    this.securables = securables;
    state = securables.state();
  }

  Answer create(Call call) {
    Securable credential = securables.drafted(call, SecurableKind.CREDENTIAL, state.metastore());
    if (!call.value(ROLE).isObject()) {
      throw Refused.invalid("Unknown credential type");
    }
    credential.attributes().put("purpose", call.text("purpose").orElse("STORAGE"));
    set(call, credential);
    securables.store(call, credential);
    return Answer.json(credential.info());
  }

  Answer list(Call call) {
    return securables.list(call, SecurableKind.CREDENTIAL, state.metastore(), info -> info);
  }

  Answer patch(Call call) {
    Securable credential = securables.changing(call, SecurableKind.CREDENTIAL);
    securables.rename(call, credential);
    set(call, credential);
    securables.touch(call, credential);
    return Answer.json(credential.info());
  }

  /** By force it goes even while it is used, and what used it is broken from then on. */
  Answer drop(Call call) {
    Securable credential = securables.existing(SecurableKind.CREDENTIAL, call.parameter("name"));
    boolean used =
        state.externalLocations().stream()
            .anyMatch(
                location -> location.text("credential_id").orElse("").equals(credential.id()));
    if (used && !call.isSet("force")) {
      throw new Refused(
          ErrorCode.FAILED_PRECONDITION,
          "Credential is in use by external locations: " + credential.name());
    }
    return securables.drop(call, SecurableKind.CREDENTIAL);
  }

  private static void set(Call call, Securable credential) {
    if (call.value(ROLE).isObject()) {
      credential
          .attributes()
          .putObject(ROLE)
          .put("role_arn", call.value(ROLE).path("role_arn").asText())
          .put("unity_catalog_iam_arn", "arn:aws:iam::000000000000:user/unity-catalog")
          .put("external_id", credential.id());
    }
    Securables.setComment(call, credential, ColumnLimits.DEFAULT);
  }
}
