using System.Text.Json;
using ModelCompression.Tasks.Json;

namespace ModelCompression.Tasks.Tests.Json;

[TestClass]
public sealed class JsonTextTests
{
    [TestMethod]
    public void A_reader_gets_every_character_back()
    {
        var text = string.Concat(Enumerable.Range(0, 0x2fff).Select(code => (char)code)) + "\U0001F600";

        using var json = JsonDocument.Parse(JsonText.Object([new("name\"\\", JsonText.Quote(text)), new("number", "1")]));

        Assert.AreEqual(text, json.RootElement.GetProperty("name\"\\").GetString());
        Assert.AreEqual(1, json.RootElement.GetProperty("number").GetInt32());
    }
}
