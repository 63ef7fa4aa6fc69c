using ModelCompression.Analysis;
using ModelCompression.Diagnostics;

namespace ModelCompression.Compression;

/// <summary>What a target allows of the options, and what this machine can say about it.</summary>
internal static class TargetRules
{
    public static HardwareProfile ProfileOf(Catalog catalog, CompressionOptions options) => catalog.Create<IHardwareTarget>(options.Target).Profile;

    /// <exception cref="UserErrorException">MC0004: the target cannot run what the options ask for.</exception>
    public static void Check(HardwareProfile target, CompressionOptions options)
    {
        if (!target.HasWideActivations && options.Node.ActivationBits == 16)
        {
            throw new UserErrorException(Codes.InvalidOption,
                $"ActivationBits '16' is not available for Target '{options.Target}', whose integer operators take 8 bits. Use Target 'Qnn', or ActivationBits '8'.");
        }

        if (options.Quantization is not ("" or "None") && options.Quantization.Split('+').FirstOrDefault(id => target.Quantizers?.Contains(id) == false) is { } scheme)
        {
            throw new UserErrorException(Codes.InvalidOption,
                $"Quantization '{scheme}' is not available for Target '{options.Target}', which does not run it. Allowed: {string.Join(", ", target.Quantizers ?? [])}.");
        }
    }

    /// <summary>Says what could not be measured, when the machine cannot run the model as the target does.</summary>
    public static void Report(CompressionRequest request, Catalog catalog, string cpuClass, IDiagnostics diagnostics)
    {
        var target = ProfileOf(catalog, request.Options);
        if (target.RunsOn(cpuClass))
        {
            return;
        }

        diagnostics.Report(Diagnostic.Note(Codes.TargetNotRun,
            $"Model '{request.Name}': this machine ({cpuClass}) does not run models for Target '{request.Options.Target}' the way the target does. What that hardware fuses was "
            + "checked by the structure of the graph, outputs were compared with the runtime's optimizations off, and speed was not measured."
            + (SaturatesHere(target, cpuClass) ? " Products of 'Dynamic' layers can saturate on this CPU, so the target may be more accurate than measured." : "")));
    }

    /// <summary>True when integer products that stay integer products without optimizations may be wrong on this machine alone.</summary>
    private static bool SaturatesHere(HardwareProfile target, string cpuClass) => cpuClass is "avx2" or "avx512" && !target.PairSafe && target.Quantizers?.Contains("Dynamic") != false;
}
