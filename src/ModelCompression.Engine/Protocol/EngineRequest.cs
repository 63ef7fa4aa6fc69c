using System.Text.Json;
using ModelCompression.Diagnostics;

namespace ModelCompression.Engine.Protocol;

/// <summary>One item of a request; see <see cref="EngineRequest"/>.</summary>
internal sealed record RequestItem(
    string Id, string Model, string Output, string? Summary, string? ReportDirectory, IReadOnlyDictionary<string, string>? Metadata);

/// <summary>The request file of the MSBuild task: absolute paths; metadata as the user wrote them, relative to the project.</summary>
internal sealed record EngineRequest(
    int Schema, string? Mode, string ProjectDirectory, string? CacheDirectory, int MaxThreads, IReadOnlyList<RequestItem> Items)
{
    /// <summary>Verify, Update or Off; empty: Verify on a build server where there is a lock file.</summary>
    public string? LockMode { get; init; }

    /// <summary>Whether this is a build server.</summary>
    public bool ContinuousIntegration { get; init; }

    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = false };

    /// <exception cref="UserErrorException">MC0007: the file cannot be read or is no request of schema 1.</exception>
    public static EngineRequest Read(string path)
    {
        try
        {
            var request = JsonSerializer.Deserialize<EngineRequest>(File.ReadAllBytes(path), Json);
            return request is { Schema: 1, Items: not null } && IsPath(request.ProjectDirectory) && request.Items.All(IsComplete)
                ? request
                : throw new UserErrorException(
                    Codes.InvalidRequest,
                    "The request is not of schema 1, or lacks the project's folder, an item's id, or an absolute path of its model or output. The task and the engine must come from the same package.",
                    path);
        }
        catch (Exception exception) when (exception is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException(Codes.InvalidRequest, $"The request cannot be read: {exception.Message}", path, exception);
        }
    }

    private static bool IsComplete(RequestItem? item) => item is { Id: not null } && IsPath(item.Model) && IsPath(item.Output);

    private static bool IsPath(string? text) => text is { Length: > 0 } && !text.Contains('\0', StringComparison.Ordinal) && Path.IsPathFullyQualified(text);
}
