using ModelCompression.Diagnostics;
using ModelCompression.Ir;

namespace ModelCompression.Passes;

/// <summary>One whole-model transformation that keeps the model's meaning.</summary>
public interface IPass
{
    /// <returns>True when the model changed.</returns>
    bool Run(Model model, IDiagnostics diagnostics);
}
