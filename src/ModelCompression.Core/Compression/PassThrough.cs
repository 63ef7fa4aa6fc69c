using ModelCompression.Analysis;
using ModelCompression.Diagnostics;
using ModelCompression.Ir;
using ModelCompression.Onnx;

namespace ModelCompression.Compression;

/// <summary>Models that are handed on as they are: quantizing a quantized model again would only make it worse.</summary>
internal static class PassThrough
{
    /// <summary>Copies the model to <paramref name="path"/> and says why; null when it can be compressed.</summary>
    public static CandidateRecord? Of(Model model, CompressionRequest request, bool hasCalibration, string path, IDiagnostics diagnostics)
    {
        if (QuantizedOperators.First(model) is not { } node)
        {
            return null;
        }

        diagnostics.Report(Diagnostic.Warning(Codes.AlreadyQuantized,
            $"Model '{request.Name}' is quantized already ({node}); it is passed through unchanged. To compress it further, start from its float original."));
        if (model.ExternalLocations.Count == 0)
        {
            File.Copy(request.ModelPath, path, overwrite: true);
        }
        else
        {
            OnnxWriter.Write(model, path);
        }

        return new CandidateRecord(CompressionCache.HashOf(path), new FileInfo(path).Length, [], [new Skipped(node.Name.Length > 0 ? node.Name : node.OpType, "the model is quantized already")],
            null, ResolvedRecipe.Of(request.Options, hasCalibration), []);
    }
}
