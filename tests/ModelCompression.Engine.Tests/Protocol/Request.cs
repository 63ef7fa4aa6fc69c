using System.Text.Json;
using System.Text.Json.Nodes;

namespace ModelCompression.Engine.Tests.Protocol;

/// <summary>A request file in the making, and what the engine answers.</summary>
internal sealed class Request(Workspace workspace)
{
    private readonly JsonArray _items = [];
    private string _mode = "Compress";

    public string CacheFolder { get; init; } = workspace.Aside("cache");

    /// <summary>Verify, Update, Off, or empty for the default.</summary>
    public string LockMode { get; init; } = "";

    public bool IsBuildServer { get; init; }

    public Request CacheOnly()
    {
        _mode = "CacheOnly";
        return this;
    }

    /// <summary>Adds an item with output <c>obj/ID.onnx</c> and summary <c>obj/ID.json</c>.</summary>
    public Request Item(string id, string model, params IEnumerable<(string Name, string Value)> metadata)
    {
        var values = new JsonObject(metadata.Select(pair => KeyValuePair.Create<string, JsonNode?>(pair.Name, pair.Value)));
        _items.Add(new JsonObject
        {
            ["id"] = id,
            ["model"] = workspace[model],
            ["output"] = workspace[$"obj/{id}.onnx"],
            ["summary"] = workspace[$"obj/{id}.json"],
            ["reportDirectory"] = workspace[$"obj/{id}.report"],
            ["metadata"] = values,
        });
        return this;
    }

    public string Write(string name = "request.json") => workspace.Write("obj/" + name, new JsonObject
    {
        ["schema"] = 1,
        ["mode"] = _mode,
        ["projectDirectory"] = workspace.Root,
        ["cacheDirectory"] = CacheFolder,
        ["maxThreads"] = 1,
        ["lockMode"] = LockMode,
        ["continuousIntegration"] = IsBuildServer,
        ["items"] = _items.DeepClone(),
    }.ToJsonString());

    public Answer Run() => Answer.Of(workspace.Run("request", Write()));
}

/// <summary>The lines of the engine.</summary>
internal sealed record Answer(int ExitCode, IReadOnlyList<JsonElement> Lines, string Errors)
{
    public static Answer Of(EngineResult result) =>
        new(result.ExitCode, [.. result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)], result.Errors);

    /// <summary><c>item: work</c> of every summary.</summary>
    public IReadOnlyList<string> Work => [.. OfType("summary").Select(line => $"{Text(line, "item")}: {Text(line, "work")}")];

    /// <summary><c>item: code</c> of every error.</summary>
    public IReadOnlyList<string> CodedErrors => [.. OfType("error").Select(line => $"{Text(line, "item")}: {Text(line, "code")}")];

    public IEnumerable<JsonElement> OfType(string type) => Lines.Where(line => Text(line, "t") == type);

    /// <summary>The engine ended in order: its last line says so.</summary>
    public Answer Exits(int code)
    {
        Assert.AreEqual(code, ExitCode, string.Join('\n', Lines) + Errors);
        Assert.AreEqual("done", Text(Lines[^1], "t"));
        Assert.AreEqual("", Errors);
        return this;
    }

    public static string Text(JsonElement line, string name) => line.TryGetProperty(name, out var value) ? value.GetString() ?? "" : "";
}
