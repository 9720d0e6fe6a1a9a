package dev.levee.sync.store.s3;

import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * An answer in XML, element by element. Every method throws when the answer breaks off, is not as
 * asked for, or has a DTD.
 */
final class XmlAnswer implements AutoCloseable {
  private static final XMLInputFactory XML = factory();

  private final XMLStreamReader xml;

  private XmlAnswer(XMLStreamReader xml) {
    this.xml = xml;
  }

  /** The JDK's own parser, whichever other the class path offers: nothing comes from outside. */
  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    return factory;
  }

  /** Begins with the element that holds all others. */
  static XmlAnswer open(InputStream bytes, String root) throws XMLStreamException {
    XmlAnswer answer = new XmlAnswer(reader(bytes));
    answer.require(answer.next() && answer.name().equals(root));
    return answer;
  }

  /** The JDK does not promise that threads may share a factory. */
  private static XMLStreamReader reader(InputStream bytes) throws XMLStreamException {
    synchronized (XML) {
      return XML.createXMLStreamReader(bytes);
    }
  }

  private void require(boolean expected) throws XMLStreamException {
    if (!expected) {
      throw new XMLStreamException("not the answer that was asked for", xml.getLocation());
    }
  }

  /** Goes on to the next element in the present one; false when that ends. */
  boolean next() throws XMLStreamException {
    return xml.nextTag() == XMLStreamConstants.START_ELEMENT;
  }

  /** The present element's name. */
  String name() {
    return xml.getLocalName();
  }

  /** The present element's fields, to its end. */
  Map<String, String> fields() throws XMLStreamException {
    Map<String, String> fields = new HashMap<>();
    while (next()) {
      addField(fields);
    }
    return fields;
  }

  /**
   * Adds the text of the present element by its name, and goes to its end. Where a name comes
   * twice, its text is empty. What has a structure of its own, such as an owner, is passed over.
   */
  void addField(Map<String, String> fields) throws XMLStreamException {
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
        default -> require(false);
      }
    }
    if (isText) {
      fields.merge(name, text.toString(), (first, second) -> "");
    }
  }

  /** Reads what follows the last element. */
  void readOn() throws XMLStreamException {
    while (xml.hasNext()) {
      xml.next();
    }
  }

  @Override
  public void close() throws XMLStreamException {
    xml.close();
  }
}
