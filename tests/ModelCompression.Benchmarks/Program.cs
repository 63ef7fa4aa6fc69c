using BenchmarkDotNet.Running;
using ModelCompression.Benchmarks;

return args is ["pair", ..]
    ? PairedRun.Run(args.AsSpan(1))
    : BenchmarkSwitcher.FromAssembly(typeof(PairedRun).Assembly).Run(args).Any() ? 0 : 1;
