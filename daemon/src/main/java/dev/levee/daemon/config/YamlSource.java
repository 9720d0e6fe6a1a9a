package dev.levee.daemon.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * A YAML file as a tree of nodes that know their lines. Nothing is constructed from it, so no tag
 * can name a class; size, depth and aliases are limited.
 */
final class YamlSource {
  private static final int MAX_BYTES = 1 << 20;
  private static final int MAX_DEPTH = 20;
  private static final int MAX_ALIASES = 20;

  private YamlSource() {}

  /** The one document's root, or empty when the problems say why there is none. */
  static Optional<ConfigValue> read(Path file, Problems problems) {
    return text(file, problems)
        .flatMap(text -> compose(text, problems))
        .map(node -> new ConfigValue(node, "", problems));
  }

  private static Optional<String> text(Path file, Problems problems) {
    try {
      byte[] bytes = Files.readAllBytes(file);
      if (bytes.length > MAX_BYTES) {
        problems.addToFile(1, "the file is larger than 1 MiB", "split what it does into two");
        return Optional.empty();
      }
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      problems.addToFile(1, "the file is not UTF-8", "save it as UTF-8");
    } catch (NoSuchFileException e) {
      problems.addToFile(1, "there is no such file", "check the path given with --config");
    } catch (IOException e) {
      problems.addToFile(1, "the file cannot be read (" + e + ")", "check its permissions");
    }
    return Optional.empty();
  }

  private static Optional<Node> compose(String text, Problems problems) {
    LoaderOptions limits = new LoaderOptions();
    limits.setCodePointLimit(MAX_BYTES);
    limits.setNestingDepthLimit(MAX_DEPTH);
    limits.setMaxAliasesForCollections(MAX_ALIASES);
    limits.setAllowRecursiveKeys(false);
    try {
      // Without Yaml, which readies what makes objects of nodes and searches all jars for a logger.
      Composer documents =
          new Composer(new ParserImpl(new StreamReader(text), limits), new Resolver(), limits);
      if (!documents.checkNode()) {
        problems.addToFile(1, "the file is empty", "see config/local.yaml for an example");
        return Optional.empty();
      }
      Node first = documents.getNode();
      if (documents.checkNode()) {
        problems.add(
            documents.getNode().getStartMark(), "", "a second document begins", "keep only one");
      }
      return Optional.of(first);
    } catch (MarkedYAMLException e) {
      // Not its message: that quotes the line, which may hold a secret.
      int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
      problems.addToFile(
          line, "not YAML: " + withoutNames(e), "correct the line or the one before");
    } catch (YAMLException e) {
      problems.addToFile(1, "not YAML: " + firstLine(e), "simplify the file");
    }
    return Optional.empty();
  }

  /** An unquoted secret that begins with '*' or '&' reads as an alias or an anchor. */
  private static String withoutNames(MarkedYAMLException e) {
    return String.valueOf(e.getProblem()).replaceFirst("(alias|anchor) .*", "$1");
  }

  private static String firstLine(YAMLException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }
}
