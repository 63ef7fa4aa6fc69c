namespace ModelCompression.Differentiation;

/// <summary>The rule that carries gradients through one operator, or through a few that share it. Found by reflection; nothing else needs to be registered.</summary>
public interface IOperatorGradient
{
    /// <summary>Operators of the default domain, for example <c>Conv</c>; other domains as <c>com.microsoft.Gelu</c>.</summary>
    IReadOnlyList<string> Operators { get; }

    /// <summary>Appends the nodes that compute the gradients of the wanted inputs and gives each of them.</summary>
    /// <exception cref="Diagnostics.UserErrorException">MC2017: this form of the operator is not covered.</exception>
    void Differentiate(GradientContext context);
}
