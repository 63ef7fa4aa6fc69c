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
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = false };

    /// <exception cref="UserErrorException">MC0007: the file cannot be read or is no request of schema 1.</exception>
    public static EngineRequest Read(string path)
    {
        try
        {
            var request = JsonSerializer.Deserialize<EngineRequest>(File.ReadAllBytes(path), Json);
            return request is { Schema: 1, Items: not null, ProjectDirectory: not null }
                ? request
                : throw new UserErrorException(Codes.InvalidRequest, "The request is not of schema 1. The task and the engine must come from the same package.", path);
        }
        catch (Exception exception) when (exception is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException(Codes.InvalidRequest, $"The request cannot be read: {exception.Message}", path, exception);
        }
    }
}
