package dev.levee.sync.catalog.standin;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * What a metastore holds. It outlives its servers: another one started on the same state goes on
 * where the first ended. Servers hold its monitor for the whole of a request, so that every request
 * is atomic.
 *
 * <p>Ids and times come from counters and from the name, so that two runs are alike and two
 * metastores have no id in common.
 */
public final class MetastoreState {
  /** The e-mail of the user that owns the metastore. */
  public static final String ADMIN = "admin";

  private static final long FIRST_TIME = 1_700_000_000_000L;

  private record Scope(SecurableKind kind, String parent) {}

  private final String name;
  private final Map<String, Securable> byId = new LinkedHashMap<>();
  private final Map<Scope, NavigableMap<String, Securable>> byName = new HashMap<>();
  private final Map<String, User> users = new LinkedHashMap<>();
  private final Map<String, User> tokens = new HashMap<>();
  private final Grants grants = new Grants();
  private final LocationIndex dataLocations = new LocationIndex();
  private final Map<String, StagingTable> stagingTables = new HashMap<>();
  private final Map<String, CommitLog> commits = new HashMap<>();
  private final Securable metastore;
  private long ids;
  private long time = FIRST_TIME;

  /**
   * An empty metastore, with its administrator.
   *
   * @param name what its ids are made from
   */
  public MetastoreState(String name) {
    this.name = name;
    User admin = addUser("Admin", ADMIN);
    metastore =
        new Securable(SecurableKind.METASTORE, newId(), Optional.empty(), Optional.of(admin));
    byId.put(metastore.id(), metastore);
  }

  /** A user that is not there yet. */
  public synchronized User addUser(String displayName, String email) {
    User user = new User(newId(), displayName, email);
    users.put(user.id(), user);
    return user;
  }

  /** From now on, whoever shows the token is this user, until the user is removed. */
  public synchronized void issueToken(String email, String token) {
    tokens.put(token, userByEmail(email).orElseThrow());
  }

  public synchronized Optional<User> userByEmail(String email) {
    return users.values().stream().filter(user -> user.email().equals(email)).findFirst();
  }

  /** The object of this full name, in its exact case. */
  public synchronized Optional<Securable> find(SecurableKind kind, String fullName) {
    if (kind == SecurableKind.METASTORE) {
      return Optional.of(metastore);
    }
    int dot = fullName.lastIndexOf('.');
    boolean top = kind.parent() == SecurableKind.METASTORE;
    if (!top && dot < 0) {
      return Optional.empty();
    }
    Optional<Securable> parent =
        top ? Optional.of(metastore) : find(kind.parent(), fullName.substring(0, dot));
    String last = top ? fullName : fullName.substring(dot + 1);
    return parent.map(above -> children(kind, above).get(last));
  }

  /** All objects of a kind, by full name. */
  public synchronized List<Securable> all(SecurableKind kind) {
    NavigableMap<String, Securable> found = new TreeMap<>();
    byId.values().stream()
        .filter(securable -> securable.kind() == kind)
        .forEach(securable -> found.put(securable.fullName(), securable));
    return List.copyOf(found.values());
  }

  /** The privileges on an object, per e-mail of those who have any. */
  public synchronized Map<String, Set<String>> grantsOn(SecurableKind kind, String fullName) {
    Map<String, Set<String>> found = new TreeMap<>();
    grants
        .of(find(kind, fullName).orElseThrow().id())
        .forEach((user, held) -> found.put(users.get(user).email(), new TreeSet<>(held)));
    found.values().removeIf(Set::isEmpty);
    return found;
  }

  Securable metastore() {
    return metastore;
  }

  Optional<Securable> byId(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  NavigableMap<String, Securable> children(SecurableKind kind, Securable parent) {
    return Collections.unmodifiableNavigableMap(
        byName.getOrDefault(new Scope(kind, parent.id()), new TreeMap<>()));
  }

  boolean isEmpty(Securable securable) {
    return contents(securable).isEmpty();
  }

  void add(Securable securable) {
    byId.put(securable.id(), securable);
    scope(securable).put(securable.name(), securable);
    dataLocation(securable).ifPresent(dataLocations::add);
  }

  void rename(Securable securable, String newName) {
    scope(securable).remove(securable.name());
    securable.rename(newName);
    scope(securable).put(newName, securable);
  }

  /** Removes it with all that it contains; answers what went. */
  List<Securable> remove(Securable securable) {
    List<Securable> removed = new ArrayList<>();
    contents(securable).forEach(inside -> removed.addAll(remove(inside)));
    byId.remove(securable.id());
    scope(securable).remove(securable.name());
    dataLocation(securable).ifPresent(dataLocations::remove);
    grants.forgetObject(securable.id());
    commits.remove(securable.id());
    removed.add(securable);
    return removed;
  }

  Optional<User> userByToken(String token) {
    return Optional.ofNullable(tokens.get(token));
  }

  Map<String, User> users() {
    return Collections.unmodifiableMap(users);
  }

  void removeUser(User user) {
    users.remove(user.id());
    tokens.values().remove(user);
    grants.forgetUser(user.id());
  }

  Grants grants() {
    return grants;
  }

  /** Where tables and volumes lie. */
  LocationIndex dataLocations() {
    return dataLocations;
  }

  Collection<Securable> externalLocations() {
    return children(SecurableKind.EXTERNAL_LOCATION, metastore).values();
  }

  /** By location. */
  Map<String, StagingTable> stagingTables() {
    return stagingTables;
  }

  CommitLog commits(Securable table) {
    return commits.computeIfAbsent(table.id(), id -> new CommitLog());
  }

  void setCommits(Securable table, CommitLog log) {
    commits.put(table.id(), log);
  }

  String newId() {
    ids++;
    return UUID.nameUUIDFromBytes((name + "/" + ids).getBytes(UTF_8)).toString();
  }

  /** The next millisecond. */
  long tick() {
    time++;
    return time;
  }

  private NavigableMap<String, Securable> scope(Securable securable) {
    return byName.computeIfAbsent(
        new Scope(securable.kind(), securable.parent().id()), scope -> new TreeMap<>());
  }

  private List<Securable> contents(Securable securable) {
    return Stream.of(SecurableKind.values())
        .flatMap(kind -> children(kind, securable).values().stream())
        .toList();
  }

  private static Optional<String> dataLocation(Securable securable) {
    return switch (securable.kind()) {
      case TABLE, VOLUME, REGISTERED_MODEL -> securable.text("storage_location");
      case METASTORE, CATALOG, SCHEMA, FUNCTION, EXTERNAL_LOCATION, CREDENTIAL -> Optional.empty();
    };
  }
}
