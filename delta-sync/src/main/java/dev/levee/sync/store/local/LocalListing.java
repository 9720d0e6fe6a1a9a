package dev.levee.sync.store.local;

import dev.levee.sync.model.Location;
import dev.levee.sync.store.KeyOrder;
import dev.levee.sync.store.ListPage;
import dev.levee.sync.store.ListRequest;
import dev.levee.sync.store.ObjectEntry;
import dev.levee.sync.store.StoreException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * One page of a listing, by a walk of the tree in key order: within a directory a subdirectory
 * sorts as its name with a {@code /}, so that {@code a.txt} comes before {@code a/b}. Links and
 * other special files are passed over, and so are directories without any object.
 */
final class LocalListing {
  private static final Comparator<Child> BY_KEY = Comparator.comparing(Child::key, KeyOrder.UTF_8);

  private final ListRequest request;
  private final String position;
  private final int limit;
  private final List<ObjectEntry> objects = new ArrayList<>();
  private final List<Location> prefixes = new ArrayList<>();
  private String last = "";

  LocalListing(ListRequest request, int limit) {
    this.request = request;
    this.position = request.continuation().or(request::startAfter).orElse("");
    this.limit = limit;
  }

  /** A file, or a directory, whose key ends with {@code /}. */
  private record Child(String key, Path path, BasicFileAttributes attributes) {}

  ListPage page(Path directory) throws IOException {
    boolean whole = walk(directory, request.prefix().key());
    return new ListPage(objects, prefixes, whole ? Optional.empty() : Optional.of(last));
  }

  /** Adds what is below, and says whether there was room for all. */
  private boolean walk(Path directory, String directoryKey) throws IOException {
    for (Child child : children(directory, directoryKey)) {
      boolean fits = child.attributes().isDirectory() ? enter(child) : add(child);
      if (!fits) {
        return false;
      }
    }
    return true;
  }

  private boolean enter(Child directory) throws IOException {
    if (request.recursive()) {
      return walk(directory.path(), directory.key());
    }
    if (!holdsObjects(directory)) {
      return true;
    }
    if (isFull()) {
      return false;
    }
    last = directory.key();
    prefixes.add(at(last));
    return true;
  }

  private boolean add(Child file) {
    if (isFull()) {
      return false;
    }
    last = file.key();
    objects.add(new ObjectEntry(at(last), LocalFile.attributesOf(file.attributes())));
    return true;
  }

  private boolean isFull() {
    return objects.size() + prefixes.size() == limit;
  }

  private Location at(String key) {
    return new Location(request.prefix().scheme(), request.prefix().bucket(), key);
  }

  private boolean holdsObjects(Child directory) throws IOException {
    for (Child child : children(directory.path(), directory.key())) {
      if (child.attributes().isRegularFile() || holdsObjects(child)) {
        return true;
      }
    }
    return false;
  }

  private List<Child> children(Path directory, String directoryKey) throws IOException {
    List<Child> children = new ArrayList<>();
    try (DirectoryStream<Path> paths = Files.newDirectoryStream(directory)) {
      for (Path path : paths) {
        child(path, directoryKey).ifPresent(children::add);
      }
    } catch (NoSuchFileException | NotDirectoryException e) {
      return List.of();
    }
    children.sort(BY_KEY);
    return children;
  }

  private Optional<Child> child(Path path, String directoryKey) throws IOException {
    String name = nameOf(path);
    String key = directoryKey + name;
    if (LocalPaths.isTemporary(name) || (isBehind(key) && isBehind(key + "/"))) {
      return Optional.empty();
    }
    BasicFileAttributes attributes;
    try {
      attributes = LocalFile.read(path);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    if (attributes.isDirectory()) {
      key = key + "/";
    } else if (!attributes.isRegularFile()) {
      return Optional.empty();
    }
    return isBehind(key) ? Optional.empty() : Optional.of(new Child(key, path, attributes));
  }

  /**
   * Whether a file, or everything in a directory, was listed before. A directory that the position
   * is in is not behind it, unless the page before ended with the directory as a prefix.
   */
  private boolean isBehind(String key) {
    boolean isOpen = key.endsWith("/") && position.startsWith(key);
    return isOpen
        ? !request.recursive() && position.equals(key)
        : KeyOrder.UTF_8.compare(key, position) <= 0;
  }

  /** A name that the JVM's locale cannot express comes out mangled, and would name no file. */
  private static String nameOf(Path path) {
    String name = path.getFileName().toString();
    if (name.indexOf('\uFFFD') >= 0 && !path.resolveSibling(name).equals(path)) {
      throw new StoreException(
          StoreException.Kind.INVALID,
          "the name of "
              + path
              + " cannot be read. Run Java with a UTF-8 locale, for instance"
              + " LC_ALL=C.UTF-8, and rename the file if it is not UTF-8");
    }
    return name;
  }
}
