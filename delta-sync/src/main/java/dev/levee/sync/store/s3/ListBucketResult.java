package dev.levee.sync.store.s3;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A page of a listing as a store writes it (S3 API, "ListObjectsV2"): the texts, neither decoded
 * nor checked.
 *
 * @param fields of the page itself: names of elements and their texts; where a name comes twice,
 *     its text is empty
 * @param objects the fields of each object
 * @param prefixes the fields of each common prefix
 */
record ListBucketResult(
    Map<String, String> fields,
    List<Map<String, String>> objects,
    List<Map<String, String>> prefixes) {
  /**
   * Reads a page to the end of the stream.
   *
   * @throws IOException when it is something else, has another form than stores give it, or breaks
   *     off
   */
  static ListBucketResult read(InputStream bytes) throws IOException {
    ListBucketResult result =
        new ListBucketResult(new HashMap<>(), new ArrayList<>(), new ArrayList<>());
    XmlAnswer xml = XmlAnswer.open(bytes, "ListBucketResult");
    while (xml.next()) {
      switch (xml.name()) {
        case "Contents" -> result.objects().add(xml.fields());
        case "CommonPrefixes" -> result.prefixes().add(xml.fields());
        default -> xml.addField(result.fields());
      }
    }
    xml.readOn();
    return result;
  }
}
