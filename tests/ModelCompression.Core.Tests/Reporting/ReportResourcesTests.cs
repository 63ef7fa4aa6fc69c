using System.Text.Json;
using System.Text.Json.Nodes;
using ModelCompression.Reporting;

namespace ModelCompression.Core.Tests.Reporting;

[TestClass]
public sealed class ReportResourcesTests
{
    private static readonly JsonSchemaCheck Schema = new(JsonNode.Parse(ReportResources.Schema)!.AsObject()); // the schema is an object

    public static IEnumerable<object[]> Reports =>
        from report in new[] { ReportSamples.Pass, ReportSamples.Fail, ReportSamples.NotGated, ReportSamples.Error, ReportSamples.Extreme }
        select new object[] { report };

    [TestMethod]
    [DynamicData(nameof(Reports))]
    public void Every_report_follows_the_schema(ModelReport report) => Assert.AreEqual("", string.Join("\n", Schema.Problems(JsonNode.Parse(report.ToJson()))));

    [TestMethod]
    [DataRow("verdict", "\"Maybe\"")]
    [DataRow("schema", "2")]
    [DataRow("bytes", "-1")]
    [DataRow("bytes", "1.5")]
    [DataRow("layers", "[{ \"node\": \"a\", \"operator\": \"Conv\" }]")]
    [DataRow("metric", "{ \"name\": \"Top1\" }")]
    [DataRow("fidelity", "{ \"cosine\": \"nan\", \"sqnrDb\": 1, \"maxAbs\": 1, \"argmaxAgreement\": 1, \"top5Overlap\": 1, \"klDivergence\": 0 }")]
    [DataRow("diagnostics", "[{ \"code\": \"X\", \"severity\": \"error\", \"message\": \"\" }]")]
    [DataRow("recipe", "{ \"Seed\": 0 }")]
    [DataRow("unheard", "1")]
    public void The_schema_refuses_what_is_no_report(string property, string value)
    {
        var json = JsonNode.Parse(ReportSamples.Pass.ToJson())!.AsObject(); // a report is an object
        json[property] = JsonNode.Parse(value);

        Assert.IsNotEmpty(Schema.Problems(json));
    }

    /// <summary>A new field of the record without one in the schema would make valid reports invalid for whoever checks them.</summary>
    [TestMethod]
    [DataRow("", typeof(ModelReport))]
    [DataRow("metric", typeof(MetricReport))]
    [DataRow("fidelity", typeof(FidelityReport))]
    [DataRow("latency", typeof(LatencyReport))]
    [DataRow("cpu", typeof(CpuReport))]
    [DataRow("layer", typeof(LayerReport))]
    [DataRow("skipped", typeof(SkippedReport))]
    [DataRow("data", typeof(DataReport))]
    [DataRow("versions", typeof(VersionReport))]
    [DataRow("diagnostic", typeof(DiagnosticReport))]
    public void The_schema_names_every_property_of_the_record(string definition, Type record)
    {
        var root = JsonNode.Parse(ReportResources.Schema);
        var properties = (definition.Length == 0 ? root : root?["$defs"]?[definition])?["properties"]?.AsObject().Select(pair => pair.Key).Order(StringComparer.Ordinal).ToList();
        var expected = record.GetProperties(System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.Public | System.Reflection.BindingFlags.DeclaredOnly)
            .Where(property => !property.IsDefined(typeof(System.Text.Json.Serialization.JsonIgnoreAttribute), inherit: false))
            .Select(property => JsonNamingPolicy.CamelCase.ConvertName(property.Name)).Order(StringComparer.Ordinal).ToList();

        CollectionAssert.AreEqual(expected, properties);
    }
}
