package dev.levee.sync.catalog.durable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.sync.catalog.CatalogAsset;
import dev.levee.sync.catalog.CatalogEntry;
import dev.levee.sync.catalog.CatalogException;
import dev.levee.sync.catalog.Grants;
import dev.levee.sync.catalog.Registration;
import dev.levee.sync.catalog.ReplicaEntry;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * An asset of the durable replica as a JSON document and back, without loss: what is read is equal
 * to what was written. One document has one text: fields in fixed order, empty ones left out, no
 * white space. Field names are those of Unity Catalog's API where it has them.
 *
 * <p>Reading is strict: another format, an unknown kind or an unknown field is a {@link
 * CatalogException} of kind {@code REFUSED}, since leaving it out would lose it.
 */
public final class AssetCodec {
  /** The format that this class writes and reads. */
  public static final int FORMAT = 1;

  private static final String FORMAT_FIELD = "format";
  private static final String SERVER_ID = "server_id";
  private static final String REGISTRATION = "registration";
  private static final String DROPPED_AT = "dropped_at";
  private static final String GRANTS = "privilege_assignments";

  private AssetCodec() {}

  /** The document of an entry, its grants included. */
  public static String write(ReplicaEntry entry) {
    ObjectNode object = object(entry.entry());
    object.put(REGISTRATION, entry.registration().name());
    entry.droppedAt().ifPresent(time -> object.put(DROPPED_AT, time.toString()));
    return object.toString();
  }

  /** The document of an entry as a server has it, its grants included. */
  public static String write(CatalogEntry entry) {
    return object(entry).toString();
  }

  private static ObjectNode object(CatalogEntry entry) {
    ObjectNode object = AssetFields.write(entry.asset());
    AssetFields.putText(object, SERVER_ID, entry.serverId());
    if (!entry.grants().byPrincipal().isEmpty()) {
      ArrayNode assignments = object.putArray(GRANTS);
      entry
          .grants()
          .byPrincipal()
          .forEach(
              (principal, privileges) -> {
                ObjectNode assignment = assignments.addObject().put("principal", principal);
                privileges.forEach(assignment.putArray("privileges")::add);
              });
    }
    object.put(FORMAT_FIELD, FORMAT);
    return object;
  }

  /** The entry of a document. */
  public static ReplicaEntry replicaEntry(String document) {
    JsonFields fields = JsonFields.parse(document);
    CatalogEntry entry = entry(fields);
    Registration registration = fields.neededConstant(REGISTRATION, Registration.class);
    Optional<Instant> droppedAt =
        fields.has(DROPPED_AT)
            ? Optional.of(time(fields.neededText(DROPPED_AT)))
            : Optional.empty();
    fields.end();
    return new ReplicaEntry(entry, registration, droppedAt);
  }

  /** The entry of a document that was made of a server's entry. */
  public static CatalogEntry catalogEntry(String document) {
    JsonFields fields = JsonFields.parse(document);
    CatalogEntry entry = entry(fields);
    fields.end();
    return entry;
  }

  private static CatalogEntry entry(JsonFields fields) {
    format(fields);
    CatalogAsset asset = AssetFields.read(fields);
    return new CatalogEntry(asset, fields.text(SERVER_ID), grants(fields));
  }

  static void format(JsonFields fields) {
    long format = fields.neededLong(FORMAT_FIELD);
    if (format != FORMAT) {
      throw JsonFields.unreadable(
          "it has format %d, and this version of Levee knows %d".formatted(format, FORMAT));
    }
  }

  static Instant time(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw JsonFields.unreadable("'" + text + "' is no time");
    }
  }

  private static Grants grants(JsonFields fields) {
    SortedMap<String, SortedSet<String>> grants = new TreeMap<>();
    for (JsonNode element : fields.elements(GRANTS)) {
      JsonFields assignment = JsonFields.of(element);
      grants.put(
          assignment.neededText("principal"), new TreeSet<>(assignment.listedTexts("privileges")));
      assignment.end();
    }
    return new Grants(grants);
  }
}
