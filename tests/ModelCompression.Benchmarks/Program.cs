using BenchmarkDotNet.Running;
using ModelCompression.Benchmarks;

return args is ["pair", var original, var compressed]
    ? PairedRun.Run(original, compressed)
    : BenchmarkSwitcher.FromAssembly(typeof(PairedRun).Assembly).Run(args).Any() ? 0 : 1;
