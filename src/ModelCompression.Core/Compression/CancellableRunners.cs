using ModelCompression.Inference;
using ModelCompression.Ir;

namespace ModelCompression.Compression;

/// <summary>Runners whose runs end when a token says so: a model may loop for ever.</summary>
internal sealed class CancellableRunners(IModelRunnerFactory inner, CancellationToken cancel) : IModelRunnerFactory
{
    public string Runtime => inner.Runtime;

    public string CpuClass => inner.CpuClass;

    public IModelRunner Load(string path, RunnerOptions options) => inner.Load(path, options with { Cancel = cancel });

    public IModelRunner Load(Model model, RunnerOptions options, IReadOnlyList<Value>? extraOutputs = null) =>
        inner.Load(model, options with { Cancel = cancel }, extraOutputs);

    public Model Optimized(string path) => inner.Optimized(path);
}
