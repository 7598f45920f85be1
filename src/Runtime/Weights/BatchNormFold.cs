using System.ComponentModel;

namespace NetGen.Kernels;

/// <summary>A batch normalisation, γ(x − μ)/√(σ² + ε) + β per channel, to be folded as weights are loaded.</summary>
/// <param name="Name">
/// Its layer, and the prefix of its tensors: <c>Name.running_mean</c>, <c>Name.running_var</c>, <c>Name.weight</c> (γ), <c>Name.bias</c>
/// (β).
/// </param>
/// <param name="Epsilon">ε, added to the variance.</param>
/// <param name="Affine">Whether γ and β exist; 1 and 0 otherwise.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record BatchNormFold(string Name, double Epsilon, bool Affine);
