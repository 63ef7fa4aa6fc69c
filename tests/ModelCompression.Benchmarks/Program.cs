using BenchmarkDotNet.Running;
using ModelCompression.Benchmarks;

return args switch
{
    ["pair", ..] => PairedRun.Run(args.AsSpan(1)),
    ["preprocess", ..] => PreprocessRun.Run(args.AsSpan(1)),
    ["calibration", ..] => CalibrationRun.Run(args.AsSpan(1)),
    ["schemes", ..] => SchemeRun.Run(args.AsSpan(1)),
    ["gradient", ..] => GradientRun.Run(args.AsSpan(1)),
    ["recovery", ..] => RecoveryRun.Run(args.AsSpan(1)),
    _ => BenchmarkSwitcher.FromAssembly(typeof(PairedRun).Assembly).Run(args).Any() ? 0 : 1,
};
