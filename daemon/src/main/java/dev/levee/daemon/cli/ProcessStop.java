package dev.levee.daemon.cli;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Ends the process. Asked by SIGTERM or SIGINT, the running command has a while to end in good
 * order and then decides the exit code; Java itself would answer 143 or 130 whatever the command
 * did.
 */
final class ProcessStop implements StopSignal {
  /** Below the 60 s that the systemd unit and the 30 s that most orchestrators grant. */
  private static final long GRACE_SECONDS = 25;

  private final CountDownLatch asked = new CountDownLatch(1);
  private final CompletableFuture<Integer> ended = new CompletableFuture<>();
  private volatile boolean handled;

  private ProcessStop() {}

  /** Listens for signals from now on. */
  static ProcessStop install() {
    ProcessStop stop = new ProcessStop();
    Runtime.getRuntime().addShutdownHook(new Thread(stop::onShutdown, "levee-stop"));
    return stop;
  }

  /** Runs when a signal came, and also when {@link #exit} ends the process. */
  private void onShutdown() {
    asked.countDown();
    if (!handled || ended.isDone()) {
      return;
    }
    try {
      Runtime.getRuntime().halt(ended.get(GRACE_SECONDS, TimeUnit.SECONDS));
    } catch (TimeoutException e) {
      System.err.println("levee did not end within " + GRACE_SECONDS + " s and is cut off");
      Runtime.getRuntime().halt(ExitCode.FAILED.code());
    } catch (InterruptedException | ExecutionException e) {
      Runtime.getRuntime().halt(ExitCode.FAILED.code());
    }
  }

  /** Ends the process with this code. */
  void exit(int code) {
    // Completed first: when a signal came before, the hook is waiting for it and halts.
    ended.complete(code);
    System.exit(code);
  }

  @Override
  public void handle() {
    handled = true;
  }

  @Override
  public boolean asked() {
    return asked.getCount() == 0;
  }

  @Override
  public void await() throws InterruptedException {
    asked.await();
  }
}
