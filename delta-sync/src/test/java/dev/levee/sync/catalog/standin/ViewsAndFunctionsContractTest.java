package dev.levee.sync.catalog.standin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ViewsAndFunctionsContractTest extends UnityCatalogContract {
  private static final String FUNCTION =
      "'data_type':'INT','full_data_type':'int','routine_body':'SQL',"
          + "'routine_definition':'select 1','parameter_style':'S','is_deterministic':true,"
          + "'sql_data_access':'NO_SQL','is_null_call':false,'security_type':'DEFINER',"
          + "'specific_name':'f','input_params':{'parameters':[]},'properties':'{}',"
          + "'routine_dependencies':{'dependencies':[]}";

  ViewsAndFunctionsContractTest() {
    super(true);
  }

  private String view(String name, String type, String dependency) {
    return inSchema(
        name,
        "'table_type':'%s','view_definition':'select 1','columns':[],".formatted(type)
            + "'view_dependencies':{'dependencies':[{'table':{'table_full_name':'%s.%s'}}]}"
                .formatted(schema, dependency));
  }

  @ParameterizedTest
  @ValueSource(strings = {"VIEW", "METRIC_VIEW"})
  void aViewNeedsTheTablesItIsSaidToDependOn(String type) {
    Reply early = server.post("/tables", view("v", type, "t"));
    server.post("/tables", table("t", ""));
    Reply late = server.post("/tables", view("v", type, "t"));
    assertThat(early.status()).isEqualTo(404);
    assertThat(late.status()).isEqualTo(200);
    Reply read = server.get("/tables/" + schema + ".v");
    assertThat(read.at("/view_definition").asText()).isEqualTo("select 1");
    assertThat(read.at("/view_dependencies/dependencies/0/table/table_full_name").asText())
        .isEqualTo(schema + ".t");
  }

  @Test
  void aViewMayBeWithoutDependenciesButNotWithoutItsText() {
    String fields = "'table_type':'VIEW','columns':[]";
    assertThat(server.post("/tables", inSchema("v", fields)).status()).isEqualTo(400);
    assertThat(
            server
                .post("/tables", inSchema("v", fields + ",'view_definition':'nonsense'"))
                .status())
        .isEqualTo(200);
  }

  @Test
  void aTableIsDroppedFromUnderItsView() {
    server.post("/tables", table("t", ""));
    server.post("/tables", view("v", "VIEW", "t"));
    assertThat(server.delete("/tables/" + schema + ".t").status()).isEqualTo(200);
    assertThat(server.get("/tables/" + schema + ".v").status()).isEqualTo(200);
  }

  @Test
  void aFunctionLosesWhatItsCreationEchoed() {
    Reply created =
        server.post("/functions", "{'function_info':%s}".formatted(inSchema("f", FUNCTION)));
    Reply read = server.get("/functions/" + schema + ".f");
    assertThat(created.at("/properties").asText()).isEqualTo("{}");
    assertThat(created.at("/routine_dependencies").isObject()).isTrue();
    assertThat(read.at("/properties").isNull()).isTrue();
    assertThat(read.at("/routine_dependencies").isNull()).isTrue();
    assertThat(read.at("/input_params").isNull()).isTrue();
    assertThat(read.at("/routine_definition").asText()).isEqualTo("select 1");
  }

  @Test
  void aFunctionIsNeverPatched() {
    server.post("/functions", "{'function_info':%s}".formatted(inSchema("f", FUNCTION)));
    assertThat(server.patch("/functions/" + schema + ".f", "{'comment':'c'}").status())
        .isEqualTo(405);
    assertThat(
            server
                .post("/functions", "{'function_info':%s}".formatted(inSchema("f", FUNCTION)))
                .status())
        .isEqualTo(400);
  }
}
