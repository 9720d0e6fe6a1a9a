package dev.levee.sync.catalog.standin;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Who may do what. Privileges go down from a catalog to what is in it; ownership does not, and the
 * owner of the metastore may see, grant and delete what others own, but not change it.
 */
final class Access {
  private static final String OWNER = "OWNER";
  private static final String USE_CATALOG = "USE CATALOG";
  private static final String USE_SCHEMA = "USE SCHEMA";

  private final MetastoreState state;
  private final boolean enabled;

  Access(MetastoreState state, boolean enabled) {
    this.state = state;
    this.enabled = enabled;
  }

  boolean isEnabled() {
    return enabled;
  }

  void require(boolean allowed) {
    if (enabled && !allowed) {
      throw Refused.denied();
    }
  }

  boolean isAdministrator(Optional<User> user) {
    return any(user, state.metastore(), OWNER);
  }

  boolean reads(Optional<User> user, Securable securable) {
    return switch (securable.kind()) {
      case METASTORE -> true;
      case CATALOG -> isAdministrator(user) || any(user, securable, OWNER, USE_CATALOG);
      case SCHEMA ->
          isAdministrator(user)
              || owns(user, securable.parent())
              || (usesCatalog(user, securable) && any(user, securable, OWNER, USE_SCHEMA));
      case TABLE -> readsIn(user, securable, "SELECT", "MODIFY");
      case VOLUME -> readsIn(user, securable, "READ VOLUME");
      case FUNCTION, REGISTERED_MODEL -> readsIn(user, securable, "EXECUTE");
      case EXTERNAL_LOCATION, CREDENTIAL ->
          isAdministrator(user) || owns(user, securable) || hasAny(user, securable);
    };
  }

  boolean creates(Optional<User> user, SecurableKind kind, Securable parent) {
    return switch (kind) {
      case METASTORE -> false;
      case CATALOG -> any(user, parent, OWNER, "CREATE CATALOG");
      case EXTERNAL_LOCATION -> any(user, parent, OWNER, "CREATE EXTERNAL LOCATION");
      case CREDENTIAL -> any(user, parent, OWNER, "CREATE STORAGE CREDENTIAL");
      case SCHEMA ->
          owns(user, parent)
              || (any(user, parent, USE_CATALOG) && any(user, parent, "CREATE SCHEMA"));
      case TABLE -> createsIn(user, parent, "CREATE TABLE");
      case VOLUME -> createsIn(user, parent, "CREATE VOLUME");
      case FUNCTION -> createsIn(user, parent, "CREATE FUNCTION");
      case REGISTERED_MODEL -> createsIn(user, parent, "CREATE MODEL");
    };
  }

  boolean changes(Optional<User> user, Securable securable) {
    return switch (securable.kind()) {
      case METASTORE, CATALOG -> owns(user, securable);
      case SCHEMA ->
          isAdministrator(user)
              || owns(user, securable)
              || (any(user, securable, USE_SCHEMA) && usesCatalog(user, securable));
      case TABLE -> uses(user, securable) && any(user, securable, OWNER, "MODIFY");
      case VOLUME, FUNCTION, REGISTERED_MODEL -> uses(user, securable) && owns(user, securable);
      case EXTERNAL_LOCATION, CREDENTIAL -> isAdministrator(user) || owns(user, securable);
    };
  }

  boolean drops(Optional<User> user, Securable securable) {
    return switch (securable.kind()) {
      case METASTORE -> false;
      case CATALOG, EXTERNAL_LOCATION, CREDENTIAL -> isAdministrator(user) || owns(user, securable);
      case SCHEMA -> isAdministrator(user) || ownsWithin(user, securable);
      case TABLE, VOLUME, FUNCTION, REGISTERED_MODEL -> ownsWithin(user, securable);
    };
  }

  /** Whether the user may grant, and sees the grants of others. */
  boolean grants(Optional<User> user, Securable securable) {
    return isAdministrator(user)
        || (securable.kind() != SecurableKind.METASTORE && ownsWithin(user, securable));
  }

  /** Whether the user owns the object or has one of the privileges on it or above it. */
  boolean any(Optional<User> user, Securable securable, String... privileges) {
    return user.isPresent()
        && List.of(privileges).stream()
            .anyMatch(
                privilege ->
                    privilege.equals(OWNER)
                        ? owns(user, securable)
                        : holds(user.get(), securable, privilege));
  }

  private boolean holds(User user, Securable securable, String privilege) {
    return state.grants().has(securable.id(), user.id(), privilege)
        || (securable.kind().parent() != SecurableKind.METASTORE
            && holds(user, securable.parent(), privilege));
  }

  private boolean hasAny(Optional<User> user, Securable securable) {
    return user.isPresent()
        && !state.grants().of(securable.id()).getOrDefault(user.get().id(), Set.of()).isEmpty();
  }

  private static boolean owns(Optional<User> user, Securable securable) {
    return user.isPresent() && securable.owner().equals(user);
  }

  /** It, or what contains it. */
  private boolean ownsWithin(Optional<User> user, Securable securable) {
    return switch (securable.kind()) {
      case METASTORE, CATALOG, EXTERNAL_LOCATION, CREDENTIAL -> owns(user, securable);
      case SCHEMA ->
          owns(user, securable.parent()) || (owns(user, securable) && usesCatalog(user, securable));
      case TABLE, VOLUME, FUNCTION, REGISTERED_MODEL ->
          ownsWithin(user, securable.parent()) || (owns(user, securable) && uses(user, securable));
    };
  }

  private boolean readsIn(Optional<User> user, Securable securable, String... privileges) {
    return isAdministrator(user)
        || ownsWithin(user, securable)
        || (uses(user, securable) && any(user, securable, privileges));
  }

  private boolean createsIn(Optional<User> user, Securable schema, String privilege) {
    return usesCatalog(user, schema)
        && (owns(user, schema) || (any(user, schema, USE_SCHEMA) && any(user, schema, privilege)));
  }

  private boolean uses(Optional<User> user, Securable securable) {
    return usesCatalog(user, securable)
        && any(user, securable.within(SecurableKind.SCHEMA), OWNER, USE_SCHEMA);
  }

  private boolean usesCatalog(Optional<User> user, Securable securable) {
    return any(user, securable.within(SecurableKind.CATALOG), OWNER, USE_CATALOG);
  }
}
