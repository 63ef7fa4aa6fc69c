using System.Text.Json;
using ModelCompression.Tasks.Json;

namespace ModelCompression.Tasks.Tests.Json;

[TestClass]
public sealed class JsonStringsTests
{
    [TestMethod]
    [DataRow("""{"t":"done"}""", "t=done")]
    [DataRow(""" { "a" : "x\"\\\/\b\f\n\r\tA" , "b" : "" } """, "a=x\"\\/\b\f\n\r\tA|b=")]
    [DataRow("{}", "")]
    [DataRow("""{"a":"1","a":"2"}""", "a=2")]
    public void Reads_flat_objects(string json, string expected) =>
        Assert.AreEqual(expected, string.Join("|", JsonStrings.ReadFlatObject(json)!.Select(member => $"{member.Key}={member.Value}"))); // null fails the test as it should

    [TestMethod]
    [DataRow("")]
    [DataRow("text")]
    [DataRow("[]")]
    [DataRow("""{"a":1}""")]
    [DataRow("""{"a":{}}""")]
    [DataRow("""{"a":"x"} more""")]
    [DataRow("""{"a":"x",}""")]
    [DataRow("""{"a":"x""")]
    [DataRow("""{"a":"\x"}""")]
    [DataRow("""{"a":"\u12"}""")]
    [DataRow("""{"a":"\u12G4"}""")]
    [DataRow("""{"a":"\""")]
    public void Anything_else_is_null(string json) => Assert.IsNull(JsonStrings.ReadFlatObject(json));

    [TestMethod]
    public void Finds_every_string_of_any_document() => Assert.AreEqual(
        "a|b|c|d\"e|f",
        string.Join("|", JsonStrings.All("""{"a":[1,"b",{"c":"d\"e"}],"f":null}""")));

    [TestMethod]
    public void Reads_what_a_serializer_writes()
    {
        var text = string.Concat(Enumerable.Range(1, 0x2fff).Select(code => (char)code)) + "\U0001F600";

        var read = JsonStrings.ReadFlatObject(JsonSerializer.Serialize(new Dictionary<string, string> { ["a"] = text }));

        Assert.AreEqual(text, read!["a"]); // null fails the test as it should
    }
}
