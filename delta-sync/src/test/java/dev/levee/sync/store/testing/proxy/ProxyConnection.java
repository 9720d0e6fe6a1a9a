package dev.levee.sync.store.testing.proxy;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.levee.sync.model.Time;
import dev.levee.sync.store.testing.proxy.ProxyFault.CaptivePage;
import dev.levee.sync.store.testing.proxy.ProxyFault.Late;
import dev.levee.sync.store.testing.proxy.ProxyFault.Refusal;
import dev.levee.sync.store.testing.proxy.ProxyFault.ResetAfter;
import dev.levee.sync.store.testing.proxy.ProxyFault.ResetBefore;
import dev.levee.sync.store.testing.proxy.ProxyFault.Sent;
import dev.levee.sync.store.testing.proxy.ProxyFault.SlowAnswer;
import dev.levee.sync.store.testing.proxy.ProxyFault.Unsent;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One client's connection: its requests one after the other. */
final class ProxyConnection {
  private static final Logger LOG = LoggerFactory.getLogger(ProxyConnection.class);
  private static final String CAPTIVE_PAGE = "<html><body>Please log in to go on.</body></html>";

  private final Socket client;
  private final ServerLink server;
  private final Function<ProxiedRequest, Optional<ProxyFault>> plan;
  private final Time time;

  ProxyConnection(
      Socket client,
      InetSocketAddress server,
      Function<ProxiedRequest, Optional<ProxyFault>> plan,
      Time time) {
    this.client = client;
    this.server = new ServerLink(server, time);
    this.plan = plan;
    this.time = time;
  }

  /** Serves the client until one of the two ends. */
  void run() {
    try (client;
        server) {
      client.setTcpNoDelay(true);
      InputStream in = new BufferedInputStream(client.getInputStream());
      OutputStream out = new BufferedOutputStream(client.getOutputStream());
      boolean goesOn = true;
      while (goesOn) {
        Optional<MessageHead> head = MessageHead.read(in);
        goesOn = head.isPresent() && serve(head.get(), in, out);
      }
    } catch (IOException e) {
      LOG.debug("a connection ends", e);
      reset();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Serves one request; false when the connection has no further. */
  private boolean serve(MessageHead head, InputStream in, OutputStream out)
      throws IOException, InterruptedException {
    ProxiedRequest request = ProxiedRequest.of(head);
    Optional<ProxyFault> fault = plan.apply(request);
    if (fault.isPresent() && fault.get() instanceof Unsent unsent) {
      refuse(unsent, head, in, out);
      return false;
    }
    if (fault.isPresent() && fault.get() instanceof Late late) {
      sendLater(late, head, in, out);
      return server.pass(request.isHead(), out);
    }
    server.send(head, in, out);
    if (fault.isEmpty()) {
      return server.pass(request.isHead(), out);
    }
    answer((Sent) fault.get(), server.receive(request.isHead()), out);
    return false;
  }

  private void answer(Sent fault, ServerLink.Answer whole, OutputStream out)
      throws IOException, InterruptedException {
    if (fault instanceof ResetAfter) {
      reset();
      return;
    }
    if (fault instanceof SlowAnswer slow) {
      time.sleep(slow.by());
    }
    new FaultyAnswer(whole).give(fault, out);
  }

  /** All of the request is here when the client gives it up, and so it still arrives. */
  private void sendLater(Late late, MessageHead head, InputStream in, OutputStream out)
      throws IOException, InterruptedException {
    byte[] body = body(head, in, out);
    time.sleep(late.by());
    server.send(head.without("Expect"), new ByteArrayInputStream(body), out);
  }

  private static byte[] body(MessageHead head, InputStream in, OutputStream out)
      throws IOException {
    if (head.has("Expect", "100-continue")) {
      new MessageHead("HTTP/1.1 100 Continue", List.of()).write(out);
      out.flush();
    }
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    BodyFraming.ofRequest(head).copy(head, in, body);
    return body.toByteArray();
  }

  private void refuse(Unsent fault, MessageHead head, InputStream in, OutputStream out)
      throws IOException {
    if (fault instanceof ResetBefore) {
      reset();
      return;
    }
    body(head, in, out);
    boolean toHead = ProxiedRequest.of(head).isHead();
    if (fault instanceof Refusal refusal) {
      String text =
          "<?xml version=\"1.0\"?><Error><Code>%s</Code><Message>by plan</Message></Error>"
              .formatted(refusal.code());
      answer(out, refusal.status() + " Refused", "application/xml", toHead ? "" : text);
    } else if (fault instanceof CaptivePage) {
      answer(out, "200 OK", "text/html", toHead ? "" : CAPTIVE_PAGE);
    } else {
      in.transferTo(OutputStream.nullOutputStream());
    }
  }

  private static void answer(OutputStream out, String status, String type, String body)
      throws IOException {
    byte[] bytes = body.getBytes(UTF_8);
    new MessageHead(
            "HTTP/1.1 " + status,
            List.of(
                "Content-Type: " + type, "Content-Length: " + bytes.length, "Connection: close"))
        .write(out);
    out.write(bytes);
    out.flush();
  }

  /** Ends the connection with a reset. From any thread. */
  void reset() {
    reset(client);
    server.close();
  }

  static void reset(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException e) {
      LOG.debug("a connection was gone already", e);
    }
  }
}
