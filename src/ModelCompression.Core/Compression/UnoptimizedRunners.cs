using ModelCompression.Inference;
using ModelCompression.Ir;

namespace ModelCompression.Compression;

/// <summary>Loads models without the runtime's optimizations: quantized patterns that this machine's kernels do not have are computed as written.</summary>
internal sealed class UnoptimizedRunners(IModelRunnerFactory inner) : IModelRunnerFactory
{
    public string Runtime => inner.Runtime;

    public string CpuClass => inner.CpuClass;

    public IModelRunner Load(string path, RunnerOptions options) => inner.Load(path, options with { Optimize = false });

    public IModelRunner Load(Model model, RunnerOptions options, IReadOnlyList<Value>? extraOutputs = null) => inner.Load(model, options with { Optimize = false }, extraOutputs);

    public Model Optimized(string path) => inner.Optimized(path);
}
