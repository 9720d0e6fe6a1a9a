package dev.levee.sync.catalog.standin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The places that the server chooses itself, below the storage root of a schema or its catalog. */
final class ManagedStorage {
  private final Access access;
  private final MetastoreState state;

  ManagedStorage(Securables securables) {
    access = securables.access();
    state = securables.state();
  }

  /** Takes the storage root of the body, if it has one. */
  void setRoot(Call call, Securable securable) {
    Optional<String> root = call.text("storage_root").map(StorageLocations::external);
    if (root.isEmpty()) {
      return;
    }
    access.require(mayStore(call.user(), root.get()));
    securable
        .attributes()
        .put("storage_root", root.get())
        .put(
            "storage_location",
            String.join(
                "/",
                root.get(),
                StorageLocations.MANAGED,
                securable.kind().listField(),
                securable.id()));
  }

  private boolean mayStore(Optional<User> user, String root) {
    return !state.dataLocations().covers(root)
        && !state.dataLocations().hasBelow(root)
        && state.externalLocations().stream()
            .filter(place -> StorageLocations.isWithin(root, place.text("url").orElseThrow()))
            .anyMatch(place -> access.any(user, place, "OWNER", "CREATE MANAGED STORAGE"));
  }

  /** The place of a new object of a schema. */
  String place(Securable schema, String folder, String id) {
    return Stream.of(schema, schema.parent())
            .flatMap(root -> root.text("storage_location").stream())
            .findFirst()
            .orElseThrow(
                () ->
                    new Refused(
                        ErrorCode.FAILED_PRECONDITION,
                        "Neither schema "
                            + schema.fullName()
                            + " nor its catalog has a managed location"))
        + "/"
        + folder
        + "/"
        + id;
  }

  /** On file systems, what is managed goes with its registration; object stores keep it. */
  static void deleteFiles(Securable dropped) {
    Optional<String> location = dropped.text("storage_location");
    boolean managed =
        List.of(SecurableKind.TABLE, SecurableKind.VOLUME).contains(dropped.kind())
            && location
                .filter(place -> place.contains("/" + StorageLocations.MANAGED + "/"))
                .isPresent();
    if (managed && location.get().startsWith("file:///")) {
      delete(Path.of(URI.create(location.get())));
    }
  }

  private static void delete(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
