package dev.levee.bench;

import dev.levee.daemon.report.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Clients and their figures. A column in which nobody has a figure is left out.
 *
 * @param <T> what is known of a client
 */
final class FigureTable<T> {
  /** Where there is no figure. */
  static final String UNKNOWN = "-";

  private final List<T> clients;
  private final List<String> headings = new ArrayList<>();
  private final List<List<String>> columns = new ArrayList<>();

  FigureTable(List<T> clients, Function<T, String> name) {
    this.clients = clients;
    column("CLIENT", name);
  }

  FigureTable<T> column(String heading, Function<T, String> figure) {
    List<String> cells = clients.stream().map(figure).toList();
    if (cells.stream().anyMatch(cell -> !cell.equals(UNKNOWN))) {
      headings.add(heading);
      columns.add(cells);
    }
    return this;
  }

  /** All rows, each with its new line. */
  @Override
  public String toString() {
    TextTable table = new TextTable(headings.toArray(new String[0]));
    for (int row = 0; row < clients.size(); row++) {
      int number = row;
      table.row(columns.stream().map(column -> column.get(number)).toArray(String[]::new));
    }
    return table.toString();
  }
}
