using System.ComponentModel;
using System.Runtime.Intrinsics;

namespace NetGen.Kernels;

/// <summary>A function of single elements, 8 at a time. A NaN comes out as a NaN; no finite argument does.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IActivation
{
    /// <summary>The function's values; each lane depends on the same lane of the argument alone.</summary>
    Vector256<float> Invoke(Vector256<float> x);
}
