package dev.levee.sync.store.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/** Java's own parser is the measure: what both read, they read alike. */
class XmlAnswerTest {
  private static final String PAGE =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>b</Name>
        <Prefix/><IsTruncated>false</IsTruncated>
        <Contents><Key>a&amp;b&#x26;&#38;&lt;&gt;&apos;</Key><ETag>&quot;e&#34;</ETag>
          <Owner><ID>o</ID><DisplayName></DisplayName></Owner><Size>1</Size></Contents>
        <Contents><Key>é 日本 😀</Key><Size> 2 </Size><Size>3</Size></Contents>
        <CommonPrefixes><Prefix>p/</Prefix></CommonPrefixes>
      </ListBucketResult>
      """;

  private static final String[] PIECES = {
    "<",
    ">",
    "/",
    "&",
    ";",
    "\"",
    "'",
    "=",
    " ",
    "\n",
    "\r",
    "a",
    "#",
    "x1",
    "é",
    "]]>",
    "<a>",
    "</a>",
    "<a/>",
    "<!--",
    "-->",
    "&amp;",
    "&#65;",
    "Contents",
    "<?a?>",
    "<![CDATA[",
    "\u0001"
  };

  @Test
  void aPageOfAStoreIsRead() throws IOException {
    ListBucketResult page = ListBucketResult.read(bytes(PAGE));

    assertThat(page.fields()).containsEntry("IsTruncated", "false").containsEntry("Prefix", "");
    assertThat(page.objects())
        .containsExactly(
            Map.of("Key", "a&b&&<>'", "ETag", "\"e\"", "Size", "1"),
            Map.of("Key", "é 日本 😀", "Size", ""));
    assertThat(page.prefixes()).containsExactly(Map.of("Prefix", "p/"));
    assertThat(Optional.of(page)).isEqualTo(byJava(PAGE));
  }

  @Test
  void whateverBecomesOfAPageItIsNotReadOtherwise() {
    Random random = new Random(11);
    int read = 0;
    for (int i = 0; i < 30_000; i++) {
      String changed = changed(PAGE.strip(), random);
      Optional<ListBucketResult> own = own(changed);
      Optional<ListBucketResult> java = own.isPresent() ? byJava(changed) : Optional.empty();
      if (java.isPresent()) {
        read++;
        assertThat(own).as(changed).isEqualTo(java);
      }
    }
    assertThat(read).isGreaterThan(1_000);
  }

  @Test
  void aPageThatBreaksOffIsRefusedWhereverItDoes() {
    String page = PAGE.strip();
    for (int end = 0; end < page.length(); end++) {
      assertThat(own(page.substring(0, end))).as("the first %s characters", end).isEmpty();
    }
  }

  private static String changed(String page, Random random) {
    StringBuilder text = new StringBuilder(page);
    for (int i = random.nextInt(2); i >= 0; i--) {
      int at = random.nextInt(text.length());
      int until = Math.min(text.length(), at + random.nextInt(3));
      text.replace(at, until, PIECES[random.nextInt(PIECES.length)]);
    }
    return text.toString();
  }

  private static ByteArrayInputStream bytes(String text) {
    return new ByteArrayInputStream(text.getBytes(UTF_8));
  }

  private static Optional<ListBucketResult> own(String text) {
    try {
      return Optional.of(ListBucketResult.read(bytes(text)));
    } catch (IOException refused) {
      return Optional.empty();
    }
  }

  private static Optional<ListBucketResult> byJava(String text) {
    ListBucketResult result =
        new ListBucketResult(new HashMap<>(), new ArrayList<>(), new ArrayList<>());
    try {
      DocumentBuilder parser = DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder();
      parser.setErrorHandler(new DefaultHandler());
      for (Element element : elements(parser.parse(bytes(text)).getDocumentElement())) {
        switch (element.getTagName()) {
          case "Contents" -> result.objects().add(fields(element));
          case "CommonPrefixes" -> result.prefixes().add(fields(element));
          default -> add(result.fields(), element);
        }
      }
      return Optional.of(result);
    } catch (SAXException | IOException refused) {
      return Optional.empty();
    } catch (ParserConfigurationException e) {
      throw new AssertionError(e);
    }
  }

  private static Map<String, String> fields(Element of) {
    Map<String, String> fields = new HashMap<>();
    elements(of).forEach(element -> add(fields, element));
    return fields;
  }

  private static void add(Map<String, String> fields, Element element) {
    if (elements(element).isEmpty()) {
      fields.merge(element.getTagName(), element.getTextContent(), (first, second) -> "");
    }
  }

  private static List<Element> elements(Element parent) {
    List<Element> elements = new ArrayList<>();
    for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element element) {
        elements.add(element);
      }
    }
    return elements;
  }
}
