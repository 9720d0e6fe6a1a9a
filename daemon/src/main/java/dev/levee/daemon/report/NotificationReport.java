package dev.levee.daemon.report;

import java.util.Optional;

/**
 * What came of a notification.
 *
 * @param accepted how many records tell of something that is looked at now
 * @param ignored how many do not
 * @param message what the sender should know
 */
public record NotificationReport(int accepted, int ignored, Optional<String> message) {}
