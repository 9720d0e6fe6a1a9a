package dev.levee.sync.store.s3;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

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
  private static final XMLInputFactory XML = factory();

  /** The JDK's own parser, whichever other the class path offers: nothing comes from outside. */
  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    return factory;
  }

  /**
   * Reads a page to the end of the stream.
   *
   * @throws XMLStreamException when it is something else, has a DTD, or breaks off
   */
  static ListBucketResult read(InputStream bytes) throws XMLStreamException {
    ListBucketResult result =
        new ListBucketResult(new HashMap<>(), new ArrayList<>(), new ArrayList<>());
    XMLStreamReader xml = reader(bytes);
    try {
      require(xml.nextTag() == XMLStreamConstants.START_ELEMENT, xml);
      require(xml.getLocalName().equals("ListBucketResult"), xml);
      while (xml.nextTag() == XMLStreamConstants.START_ELEMENT) {
        switch (xml.getLocalName()) {
          case "Contents" -> result.objects().add(children(xml));
          case "CommonPrefixes" -> result.prefixes().add(children(xml));
          default -> addField(xml, result.fields());
        }
      }
      while (xml.hasNext()) {
        xml.next();
      }
      return result;
    } finally {
      xml.close();
    }
  }

  /** The JDK does not promise that threads may share a factory. */
  private static XMLStreamReader reader(InputStream bytes) throws XMLStreamException {
    synchronized (XML) {
      return XML.createXMLStreamReader(bytes);
    }
  }

  private static void require(boolean expected, XMLStreamReader xml) throws XMLStreamException {
    if (!expected) {
      throw new XMLStreamException("no listing", xml.getLocation());
    }
  }

  private static Map<String, String> children(XMLStreamReader xml) throws XMLStreamException {
    Map<String, String> fields = new HashMap<>();
    while (xml.nextTag() == XMLStreamConstants.START_ELEMENT) {
      addField(xml, fields);
    }
    return fields;
  }

  /** What has a structure of its own, such as an owner, is passed over. */
  private static void addField(XMLStreamReader xml, Map<String, String> fields)
      throws XMLStreamException {
    String name = xml.getLocalName();
    StringBuilder text = new StringBuilder();
    int depth = 1;
    boolean isText = true;
    while (depth > 0) {
      switch (xml.next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          depth++;
          isText = false;
        }
        case XMLStreamConstants.END_ELEMENT -> depth--;
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE ->
            text.append(xml.getTextCharacters(), xml.getTextStart(), xml.getTextLength());
        case XMLStreamConstants.COMMENT, XMLStreamConstants.PROCESSING_INSTRUCTION -> {}
        default -> require(false, xml);
      }
    }
    if (isText) {
      fields.merge(name, text.toString(), (first, second) -> "");
    }
  }
}
