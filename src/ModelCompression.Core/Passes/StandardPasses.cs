using ModelCompression.Diagnostics;
using ModelCompression.Inference;
using ModelCompression.Ir;
using ModelCompression.Rewriting.Rules;

namespace ModelCompression.Passes;

/// <summary>The passes around compression, in the order they run. Both change the model in place and keep its meaning, names of inputs and outputs included.</summary>
public static class StandardPasses
{
    private const int MaxRounds = 20;
    private const long MinOpset = 7; // before it, broadcasting and BatchNormalization mean something else

    /// <summary>
    /// Brings a model as exported into the plain form the strategies expect: constants folded, shapes static where they can be, BatchNormalization and constant
    /// arithmetic folded into weights, one form for each activation and pooling. Repeats the list until nothing changes.
    /// </summary>
    /// <param name="runner">Computes constant nodes.</param>
    public static void Normalize(Model model, IModelRunnerFactory runner, IDiagnostics diagnostics)
    {
        if (model.Opset < MinOpset)
        {
            return;
        }

        Repeat(Normalization(runner), model, diagnostics);
    }

    /// <summary>Tidies a model after its last edit: dead code, what is there twice, what does nothing. Quantized patterns are left as they are.</summary>
    public static void Cleanup(Model model, IDiagnostics diagnostics) =>
        Repeat([new RemoveDeadCode(), new MergeDuplicateInitializers()], model, diagnostics);

    /// <summary>The passes of <see cref="Normalize"/> in order.</summary>
    internal static IReadOnlyList<IPass> Normalization(IModelRunnerFactory runner) =>
    [
        new MoveConstantsToInitializers(),
        new RemoveDeadCode(),
        new ShapedRulePass(shapes => [new FoldKnownContent(shapes)]),
        new FoldConstants(runner),
        new ShapedRulePass(shapes => [new RemoveIdentity(shapes), new RemoveNeutralArithmetic(shapes), new RemoveReshape(shapes)]),
        new ShapedRulePass(shapes => [new MakeReshapeStatic(shapes), new ReshapeToFlatten(shapes), new ReduceMeanToGlobalAveragePool(shapes)]),
        new ShapedRulePass(shapes => [new MinMaxToClip(shapes), new ClipToRelu(shapes), new MergeClamps(shapes)]),
        new ShapedRulePass(shapes => [new FoldPadIntoConv(shapes), new FoldPadIntoPool(shapes)]),
        new ShapedRulePass(shapes =>
        [
            new FoldAffineIntoConv(),
            new FoldAffineIntoGemm(),
            new FoldAffineIntoMatMul(shapes),
            new FoldAffineIntoNextConv(shapes),
        ]),
        new RemoveDeadCode(),
    ];

    private static void Repeat(IReadOnlyList<IPass> passes, Model model, IDiagnostics diagnostics)
    {
        for (var round = 0; round < MaxRounds; round++)
        {
            var changed = false;
            foreach (var pass in passes)
            {
                changed |= pass.Run(model, diagnostics);
            }

            if (!changed)
            {
                return;
            }
        }
    }
}
