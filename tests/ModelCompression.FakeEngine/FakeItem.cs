using System.Text.Json;

namespace ModelCompression.FakeEngine;

/// <summary>An item of the request.</summary>
internal sealed class FakeItem(JsonElement item)
{
    public string Id { get; } = Text(item, "id");

    public string Model { get; } = Text(item, "model");

    public string Output { get; } = Text(item, "output");

    public string Summary { get; } = Text(item, "summary");

    public string ReportDirectory { get; } = Text(item, "reportDirectory");

    public string Behaviour { get; } = item.GetProperty("metadata").TryGetProperty("Fake", out var fake) ? fake.GetString() ?? "" : "";

    private static string Text(JsonElement item, string name) => item.GetProperty(name).GetString() ?? "";
}
