using ModelCompression.Analysis;
using ModelCompression.Diagnostics;
using ModelCompression.Ir;
using ModelCompression.Onnx;

namespace ModelCompression.Compression;

/// <summary>Models that are handed on as they are: quantizing a quantized model again would only make it worse.</summary>
internal static class PassThrough
{
    /// <summary>Copies the model to <paramref name="path"/> and says why; null when it is to be compressed.</summary>
    public static CandidateRecord? Of(Model model, CompressionRequest request, CompressionOptions options, bool hasCalibration, string path, IDiagnostics diagnostics)
    {
        if (ResolvedRecipe.ChangesNothing(options))
        {
            return Copy(model, request, options, hasCalibration, path, []);
        }

        if (QuantizedOperators.First(model) is not { } node)
        {
            return null;
        }

        diagnostics.Report(Diagnostic.Warning(Codes.AlreadyQuantized,
            $"Model '{request.Name}' is quantized already ({node}); it is passed through unchanged. To compress it further, start from its float original."));
        return Copy(model, request, options, hasCalibration, path, [new Skipped(node.Name.Length > 0 ? node.Name : node.OpType, "the model is quantized already")]);
    }

    /// <summary>What was built, but where nothing came of the recipe the original as it is: a tidied graph alone is not worth another file, which may even be larger.</summary>
    /// <param name="built">The candidate at <paramref name="path"/>, which is overwritten.</param>
    public static CandidateRecord InsteadOf(CandidateRecord built, Model model, CompressionRequest request, CompressionOptions options, bool hasCalibration, string path) =>
        built is { Sparsity: null } && CameOfNothing(built, model, request) ? Copy(model, request, options, hasCalibration, path, built.Skipped) with { Rules = built.Rules } : built;

    /// <summary>True when nothing was quantized, and storage in half precision, which a float16 model has already, saved nothing either.</summary>
    private static bool CameOfNothing(CandidateRecord built, Model model, CompressionRequest request) => built.Layers.Count == 0
        || (model.ExternalLocations.Count == 0 && built.Layers.All(layer => layer.Scheme == "Float16") && built.SizeBytes >= new FileInfo(request.ModelPath).Length);

    /// <summary>The same bytes; a model in several files becomes one.</summary>
    private static CandidateRecord Copy(Model model, CompressionRequest request, CompressionOptions options, bool hasCalibration, string path, IReadOnlyList<Skipped> skipped)
    {
        if (model.ExternalLocations.Count == 0)
        {
            File.Copy(request.ModelPath, path, overwrite: true);
        }
        else
        {
            OnnxWriter.Write(OnnxReader.Read(request.ModelPath), path);
        }

        return new CandidateRecord(CompressionCache.HashOf(path), new FileInfo(path).Length, [], skipped, null, ResolvedRecipe.Of(options, hasCalibration), []) { Schemes = QuantizedOperators.Schemes(model) };
    }
}
