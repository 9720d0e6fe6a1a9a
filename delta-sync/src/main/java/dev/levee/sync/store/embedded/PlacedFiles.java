package dev.levee.sync.store.embedded;

import dev.levee.sync.store.Digests;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.security.DigestInputStream;
import java.security.MessageDigest;

/**
 * Files that somebody has placed in the folder by other means than the server. They have no MD5 in
 * their attributes, from which the server takes the ETag, and every S3 object has one.
 */
final class PlacedFiles {
  /** Where S3Proxy keeps the MD5 of an object, as 16 bytes. */
  private static final String MD5_ATTRIBUTE = "user.content-md5";

  private PlacedFiles() {}

  /** Makes objects of them. */
  static void adopt(Path folder) throws IOException {
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            if (attributes.isRegularFile()) {
              adoptFile(file);
            }
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private static void adoptFile(Path file) throws IOException {
    UserDefinedFileAttributeView view =
        Files.getFileAttributeView(file, UserDefinedFileAttributeView.class);
    if (view != null && !view.list().contains(MD5_ATTRIBUTE)) {
      int written = view.write(MD5_ATTRIBUTE, ByteBuffer.wrap(md5(file)));
      if (written == 0) {
        throw new IOException("no attribute can be written to " + file);
      }
    }
  }

  private static byte[] md5(Path file) throws IOException {
    MessageDigest md5 = Digests.md5();
    try (InputStream bytes = new DigestInputStream(Files.newInputStream(file), md5)) {
      bytes.transferTo(OutputStream.nullOutputStream());
    }
    return md5.digest();
  }
}
