using ModelCompression.Ir;

namespace ModelCompression.Differentiation;

/// <summary>
/// A model that computes a loss and its gradients beside the outputs of the model it was made from. Weights whose gradient is wanted are inputs of it, under
/// their own names: a training loop feeds the same tensors at every step and changes their content in place, so that one session serves all steps.
/// </summary>
public sealed class GradientModel
{
    private readonly IReadOnlyDictionary<Value, Value> _copies;

    internal GradientModel(Model model, Value loss, IReadOnlyList<Value> lossInputs, IReadOnlyList<WantedGradient> gradients, IReadOnlyDictionary<Value, Value> copies)
    {
        Model = model;
        Loss = loss;
        LossInputs = lossInputs;
        Gradients = gradients;
        _copies = copies;
    }

    /// <summary>Outputs: those of the original, then the loss, then the gradients in the order they were asked for.</summary>
    public Model Model { get; }

    /// <summary>The loss, a float scalar: an output of the model.</summary>
    public Value Loss { get; }

    /// <summary>What the terms of the loss compare with, one input a term: labels, or wanted outputs.</summary>
    public IReadOnlyList<Value> LossInputs { get; }

    /// <summary>One entry for each value asked for, in that order.</summary>
    public IReadOnlyList<WantedGradient> Gradients { get; }

    /// <summary>The value of <see cref="Model"/> that stands for a value of the original, for example to read an activation beside its gradient.</summary>
    /// <exception cref="KeyNotFoundException">It is no value of the original's main graph.</exception>
    public Value CopyOf(Value original) => _copies[original];
}

/// <summary>One gradient of the loss.</summary>
/// <param name="Source">The value of the original model.</param>
/// <param name="Value">The value in the gradient model: an input when the source is a weight or an input.</param>
/// <param name="Gradient">Its gradient, of the same shape: an output called <c>grad(name)</c>.</param>
public sealed record WantedGradient(Value Source, Value Value, Value Gradient);
