package dev.levee.daemon.report;

/**
 * Why a request was not done.
 *
 * @param errorCode for programs
 * @param message for people, in one line
 */
public record ErrorReport(String errorCode, String message) {}
