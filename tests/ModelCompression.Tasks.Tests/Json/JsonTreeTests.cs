using System.Text;
using System.Text.Json;
using ModelCompression.Data.Preprocessing;
using ModelCompression.Tasks.Json;

namespace ModelCompression.Tasks.Tests.Json;

/// <summary>The reader takes and refuses what System.Text.Json does, and reads the same.</summary>
[TestClass]
public sealed class JsonTreeTests
{
    private static readonly string[] Texts =
    [
        "{}", " \t\r\n[ ] ", "null", "true", "false", "0", "-0", "-0.5e+10", "1E5", "1.25", "\"\"", "\"a\\u0041\\n\\\"\\\\\\/\\b\\f\\r\\t\"", "\"\\ud83d\\ude00\"", "\"é 😀 \u2028\"", "{\"a\":1,\"b\":[true,{\"a\":null}]}",
        "{\"\":{\"\":0}}", "[[[]]]", "[1 , 2\n,3]", "{\"A\":1,\"a\":2}", new string('[', 32) + new string(']', 32), "\"\u007f\"",
        "", " ", "{", "[", "}", "[1", "[1,", "[1,]", "[,1]", "[1 2]", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{a:1}", "{'a':1}", "{\"a\" 1}", "{\"a\":1}}", "1 2", "tru", "True", "nul", "nulll", "truefalse",
        "01", "-", "-01", "1.", ".5", "+1", "1e", "1e+", "0x1", "Infinity", "NaN", "1.5.2", "\"", "\"a", "\"\\", "\"\\u12\"", "\"\\x\"", "\"\\u00g0\"", "\"a\nb\"", "\"a\tb\"", "\"\u0001\"", "\"\\ud800\"", "\"\\ude00\\ud83d\"", "\"\\ud800\\u0041\"",
        "{\"a\":1,\"a\":2}", "{\"a\":1,\"\\u0061\":2}", "{\"\\ud800\":1}", "// c\n1", "/* c */ 1", "[1] // c", new string('[', 33) + new string(']', 33), "\uFEFF1", "\u00a01", "1\0", "\0",
    ];

    public static IEnumerable<object[]> EveryText => Enumerable.Range(0, Texts.Length).Select(index => new object[] { index });

    [TestMethod]
    [DynamicData(nameof(EveryText))]
    public void Agrees_with_the_library(int index) => Assert.AreEqual(ByLibrary(Texts[index]), ByTree(Texts[index]), Texts[index]);

    [TestMethod]
    public void Agrees_with_the_library_on_damaged_text()
    {
        var whole = Encoding.Latin1.GetBytes("""{"schema": 1, "inputs": {"x": {"mean": [0.5, -1e-3], "t": "a\u0041\\", "f": [true, false, null]}}}""");
        var random = new Random(1);
        for (var i = 0; i < 5_000; i++)
        {
            var bytes = whole.ToArray();
            bytes[random.Next(bytes.Length)] = (byte)random.Next(1, 128);
            var text = Encoding.Latin1.GetString(bytes, 0, random.Next(4) == 0 ? random.Next(bytes.Length) : bytes.Length);

            Assert.AreEqual(ByLibrary(text), ByTree(text), text);
        }
    }

    [TestMethod]
    [DataRow("{\n  \"a\": tru\n}", "expected a value, not 't' (line 2, column 8)")]
    [DataRow("{\"a\": 1,\n \"a\": 2}", "the name 'a' comes twice (line 2, column 2)")]
    [DataRow("[1", "expected ',', not the end of the file (line 1, column 3)")]
    public void Says_what_is_wrong_and_where(string text, string message) =>
        Assert.AreEqual(message, Assert.ThrowsExactly<FormatException>(() => JsonTree.Read(text)).Message);

    private static string ByTree(string text)
    {
        try
        {
            return Print(JsonTree.Read(text));
        }
        catch (FormatException)
        {
            return "refused";
        }
    }

    private static string ByLibrary(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text, new JsonDocumentOptions { AllowDuplicateProperties = false, MaxDepth = 32 });
            return Print(document.RootElement);
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException)
        {
            return "refused";
        }
    }

    private static string Print(SpecValue value) => $"{value.Kind} {value.Raw} {value.Text} "
        + string.Concat(value.Items.Select(Print)) + string.Concat(value.Members.Select(member => $"{member.Key}={Print(member.Value)}"));

    private static string Print(JsonElement value) => $"{value.ValueKind} {value.GetRawText()} {(value.ValueKind == JsonValueKind.String ? value.GetString() : "")} "
        + (value.ValueKind == JsonValueKind.Array ? string.Concat(value.EnumerateArray().Select(Print)) : "")
        + (value.ValueKind == JsonValueKind.Object ? string.Concat(value.EnumerateObject().Select(member => $"{member.Name}={Print(member.Value)}")) : "");
}
