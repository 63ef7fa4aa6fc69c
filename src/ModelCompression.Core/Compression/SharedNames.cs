using ModelCompression.Diagnostics;

namespace ModelCompression.Compression;

/// <summary>Tells that the runtime refuses an original because nodes share a name, which ONNX allows: here it is measured with names of their own.</summary>
internal static class SharedNames
{
    /// <param name="name">A name that several nodes have, or null.</param>
    /// <param name="sha256">Hash of the file that is made.</param>
    public static void Report(string? name, CompressionRequest request, string sha256, IDiagnostics sink)
    {
        if (name is null)
        {
            return;
        }

        var problem = $"Model '{request.Name}' has several nodes named '{name}', which ONNX Runtime does not load";
        sink.Report(sha256 == CompressionCache.HashOf(request.ModelPath)
            ? Diagnostic.Warning(Codes.CannotRun, $"{problem}, and is handed on as it is. Export it with a name of its own for each node.", request.ModelPath)
            : Diagnostic.Note(Codes.CannotRun, $"{problem}; in the compressed file each has a name of its own."));
    }
}
