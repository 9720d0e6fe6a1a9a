package dev.levee.daemon.process.chaos;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;

/**
 * Virtual machines that start in half the time: they share an archive of the classes that the first
 * of them has loaded (JEP 350), which wants jars and no folders.
 */
final class QuickMachine {
  private final Path archive;
  private final String classPath;

  /** Packs this machine's own class path into the folder. */
  QuickMachine(Path folder) throws IOException {
    archive = folder.resolve("classes.jsa");
    List<String> jars = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      if (Files.isDirectory(Path.of(entry)) && !entry.isEmpty()) {
        jars.add(pack(Path.of(entry), folder, jars.size()));
      } else if (!entry.isEmpty()) {
        jars.add(entry);
      }
    }
    classPath = String.join(File.pathSeparator, jars);
  }

  private static String pack(Path classes, Path folder, int number) throws IOException {
    Path jar = folder.resolve("classes-" + number + ".jar");
    int exit =
        ToolProvider.findFirst("jar")
            .orElseThrow()
            .run(System.out, System.err, "cf0", jar.toString(), "-C", classes.toString(), ".");
    if (exit != 0) {
      throw new IOException(classes + " cannot be packed");
    }
    return jar.toString();
  }

  /** The first machine, which leaves its classes for the others when it ends. */
  List<String> first() {
    return List.of("-XX:ArchiveClassesAtExit=" + archive, "-cp", classPath);
  }

  /** All others. */
  List<String> later() {
    return List.of("-XX:SharedArchiveFile=" + archive, "-Xshare:auto", "-cp", classPath);
  }
}
